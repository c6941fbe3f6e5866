package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ExitCode;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Leave to destroy an environment: its name, typed once more. */
record TypedName(Console console, @Nullable String given) {

    /** The exit code to end with if there is no leave. */
    OptionalInt refusal(EnvironmentName environment) {
        if (given == null && !console.interactive()) {
            console.err()
                    .printf(
                            "Nobody can be asked here; say --yes-destroy %s to destroy it without a question.%n",
                            environment);
            return OptionalInt.of(ExitCode.USAGE.code());
        }
        String typed = given != null ? given : console.ask("Type the environment's name to destroy it:");
        if (environment.value().equals(typed)) {
            return OptionalInt.empty();
        }
        console.err().printf("'%s' is not '%s'. Nothing was changed.%n", typed, environment);
        return OptionalInt.of(ExitCode.REFUSED.code());
    }
}
