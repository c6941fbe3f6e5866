package dev.tryops.training;

import dev.tryops.model.ExitCode;
import dev.tryops.registry.StoreUnavailable;
import dev.tryops.training.data.BadData;
import org.jspecify.annotations.Nullable;

/** A run that did not get as far as a decision: what its caller is told. */
record Failure(ExitCode code, String sentence) {

    static Failure of(Throwable cause) {
        return switch (cause) {
            case BadData data ->
                new Failure(ExitCode.BAD_DATA, data.getMessage() + "\nNothing was trained or published.");
            case StoreUnavailable store ->
                new Failure(
                        ExitCode.FAILURE,
                        "The store cannot be used, and nothing was promoted. " + ended(store.getMessage())
                                + " LOG_LEVEL=DEBUG shows more.");
            case RunRefused refused -> new Failure(ExitCode.FAILURE, String.valueOf(refused.getMessage()));
            case OutOfMemoryError memory ->
                new Failure(
                        ExitCode.FAILURE,
                        "The data does not fit into memory. Give the JVM more with java -Xmx, or use fewer rows.");
            default ->
                new Failure(
                        ExitCode.FAILURE,
                        "Training failed: "
                                + ended(cause.getMessage() == null ? cause.toString() : cause.getMessage())
                                + " LOG_LEVEL=DEBUG shows where.");
        };
    }

    private static String ended(@Nullable String sentence) {
        return sentence == null || sentence.endsWith(".") ? String.valueOf(sentence) : sentence + ".";
    }
}
