package dev.tryops.api.drift;

import java.util.Locale;

/** A way in which two distributions can differ, and the test that tells. */
enum DriftType {
    /** The population stability index over the baseline's bins. */
    PSI,
    /** The largest distance of the two distribution functions, at the edges of the bins. */
    KS,
    /** Pearson's statistic over categories. */
    CHI_SQUARE,
    /** The distance of the means, in standard deviations of the training data. */
    MEAN_SHIFT,
    /** The share of rows without a value. */
    MISSING,
    /** The share of values beyond the smallest and the largest of the training data. */
    OUT_OF_RANGE,
    /** The share of categories that the training data did not have, or that the baseline does not list. */
    UNSEEN;

    /** The name in metrics and answers. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
