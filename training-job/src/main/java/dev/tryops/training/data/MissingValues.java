package dev.tryops.training.data;

/** What becomes of a row in which the value of a feature is missing. */
public enum MissingValues {
    /** The row is bad. */
    REJECT,
    /** The cell stays empty, and the model imputes it, when it is trained and when it serves. */
    IMPUTE
}
