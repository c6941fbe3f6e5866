package dev.tryops.registry;

/** Who changes what is served, and why: both end up in the pointer and its history. */
public record Justification(String by, String reason) {

    /** The identity of the nightly job. */
    public static final String TRAINING_PIPELINE = "training-pipeline";

    private static final int MAX_LENGTH = 1_000;

    public Justification {
        if (by.isBlank() || reason.isBlank() || by.length() > MAX_LENGTH || reason.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("Say who and why, in at most " + MAX_LENGTH + " characters each");
        }
    }
}
