package dev.tryops.api.inference;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a model can be asked for. */
enum OutputTensor {
    /** FP32 [n, classes], in the order of the class labels. */
    PROBABILITIES,
    /** INT64 [n]: the index of the class decided for. */
    LABEL,
    /** FP64 [n, features + 1] in schema order, the bias last: what adds up to the score. */
    CONTRIBUTIONS;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }

    static @Nullable OutputTensor of(String label) {
        for (OutputTensor output : values()) {
            if (output.label.equals(label)) {
                return output;
            }
        }
        return null;
    }
}
