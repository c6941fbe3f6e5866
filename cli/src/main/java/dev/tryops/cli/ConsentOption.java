package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Leave to change the store: a person's, asked for at the terminal, or {@code --yes}. */
final class ConsentOption {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** The exit code to end with if there is no leave. */
    OptionalInt refusal(Console console, String question) {
        if (yes) {
            return OptionalInt.empty();
        }
        if (!console.interactive()) {
            console.err().println("Nobody can be asked here; say --yes to change the store without a question.");
            return OptionalInt.of(ExitCode.USAGE.code());
        }
        if (!console.confirm(question)) {
            console.err().println("Nothing was changed.");
            return OptionalInt.of(ExitCode.REFUSED.code());
        }
        return OptionalInt.empty();
    }
}
