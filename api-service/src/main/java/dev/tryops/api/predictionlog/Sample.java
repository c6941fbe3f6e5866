package dev.tryops.api.predictionlog;

import dev.tryops.api.serving.InferenceBuffers;

/**
 * Which predictions are kept. The id decides, of which 62 bits are random: every instance decides alike, and whoever
 * reads the log can tell what was left out.
 */
record Sample(double share) {

    private static final long RANDOM_BITS = (1L << 62) - 1;

    boolean isAll() {
        return share >= 1;
    }

    boolean keeps(long idLow) {
        return isAll() || (idLow & RANDOM_BITS) < share * 0x1p62;
    }

    /** How many of the first {@code rows} rows are kept. */
    int count(InferenceBuffers buffers, int rows) {
        if (isAll()) {
            return rows;
        }
        int kept = 0;
        for (int row = 0; row < rows; row++) {
            if (keeps(buffers.idLow(row))) {
                kept++;
            }
        }
        return kept;
    }
}
