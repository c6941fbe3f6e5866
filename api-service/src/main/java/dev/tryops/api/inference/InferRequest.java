package dev.tryops.api.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an inference request asks for, its rows apart. */
record InferRequest(@Nullable String id, int rows, List<Wanted> outputs) {

    InferRequest {
        outputs = List.copyOf(outputs);
    }

    /** An output, and whether it is to follow the JSON as bytes. */
    record Wanted(OutputTensor tensor, boolean binary) {}
}
