package dev.tryops.api.inference;

import dev.tryops.api.predict.JsonBytes;
import dev.tryops.api.web.Violation;
import java.util.List;

/** What a model said to a request; valid until the next one of the same thread. */
sealed interface Reply {

    String version();

    /**
     * An answer to as many rows.
     *
     * @param head the answer, as far as it is text
     * @param tensors what follows it as bytes
     */
    record Answered(String version, int rows, JsonBytes head, byte[] tensors) implements Reply {}

    record Invalid(String version, List<Violation> violations) implements Reply {}
}
