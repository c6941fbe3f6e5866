package dev.tryops.api.serving;

/** Where predictions are kept for later: for replay, for labels, for whoever asks what was decided and why. */
@FunctionalInterface
public interface PredictionSink {

    /** Keeps nothing. */
    PredictionSink NONE = (model, answered, rows) -> {};

    /**
     * Takes the first {@code rows} rows in {@code answered}, copying them. It never waits: what there is no room for is
     * dropped and counted. Called by many threads at once.
     */
    void append(ServingModel model, InferenceBuffers answered, int rows);
}
