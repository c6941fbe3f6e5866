package dev.tryops.cli;

import dev.tryops.model.Defaults;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and writes, and who calls it.
 *
 * @param interactive whether a person can answer a question
 * @param user the caller as the machine knows it, where nobody else does
 */
record Console(
        PrintStream out,
        PrintStream err,
        BufferedReader in,
        boolean interactive,
        String user,
        Map<String, String> environment,
        Clock clock) {

    Console(
            PrintStream out,
            PrintStream err,
            BufferedReader in,
            boolean interactive,
            String user,
            Map<String, String> environment) {
        this(out, err, in, interactive, user, environment, Clock.systemUTC());
    }

    /**
     * The environment that is worked on: the one that was named, else the variable's, else the default.
     *
     * @throws IllegalArgumentException in a sentence for whoever named it, if it is no name
     */
    EnvironmentName environmentName(@Nullable String named) {
        return new EnvironmentName(
                named != null
                        ? named
                        : environment.getOrDefault(EnvironmentVariables.ENVIRONMENT, Defaults.ENVIRONMENT));
    }

    /** Asks a question that only {@code y} or {@code yes} affirms. */
    boolean confirm(String question) {
        return ask(question + " [y/N]").toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /** The line that is typed as an answer; nothing, if there is none. */
    String ask(String question) {
        err.print(question + " ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer == null ? "" : answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
