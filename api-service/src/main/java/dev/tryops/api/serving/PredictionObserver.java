package dev.tryops.api.serving;

/** Sees what one model answers, and nothing that another does: it is loaded with the model and goes with it. */
@FunctionalInterface
public interface PredictionObserver {

    /** Sees nothing. */
    PredictionObserver NONE = (model, answered, rows) -> {};

    /**
     * The first {@code rows} rows in {@code answered} were computed: their values, probabilities and ids. Called on the
     * request's thread, by several at once, while the model is lent: an observer is quick, waits for nobody, throws
     * nothing, and copies what it needs longer.
     */
    void answered(ServingModel model, InferenceBuffers answered, int rows);
}
