package dev.tryops.api.serving;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.InputLayout;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.PointerState;

/**
 * A version as it serves: what changes together is swapped together. Borrowed from {@link ModelSlot}, never kept.
 * {@code pointer} is the very pointer that named it.
 */
public record ServingModel(
        PointerState.InForce pointer,
        Role role,
        ModelMetadata metadata,
        FeatureSchema schema,
        LinearModel linear,
        Baseline baseline,
        OnnxModel onnx,
        PredictionObserver observer) {

    /** Whether the model is what the pointer names, or stands in for it. */
    public enum Role {
        CURRENT,
        FALLBACK
    }

    public ModelVersion version() {
        return metadata.modelVersion();
    }

    /** Shows the first {@code rows} rows, which were computed and have ids, to whoever watches this model. */
    public void answered(InferenceBuffers buffers, int rows) {
        observer.answered(this, buffers, rows);
    }

    /** Where the features lie in the graph's inputs. */
    public InputLayout layout() {
        return linear.layout();
    }

    /**
     * The class that row {@code row} of the last run is decided as, as an index of the labels: of two, the positive one
     * from the threshold on; of more, the likeliest, and of equals the first.
     */
    public int decision(InferenceBuffers buffers, int row) {
        int positive = linear.positiveIndex();
        if (onnx.classes() == 2) {
            return buffers.probability(row, positive) >= metadata.decisionThreshold() ? positive : 1 - positive;
        }
        int best = 0;
        for (int i = 1; i < onnx.classes(); i++) {
            if (buffers.probability(row, i) > buffers.probability(row, best)) {
                best = i;
            }
        }
        return best;
    }

    /** The probability that row {@code row} is answered with: of the positive class, or of the one decided for. */
    public float prediction(InferenceBuffers buffers, int row) {
        return buffers.probability(row, onnx.classes() == 2 ? linear.positiveIndex() : decision(buffers, row));
    }
}
