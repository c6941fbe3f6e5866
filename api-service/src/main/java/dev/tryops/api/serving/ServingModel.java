package dev.tryops.api.serving;

import dev.tryops.model.Baseline;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.PointerState;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A version as it serves: what changes together is swapped together. Borrowed from {@link ModelSlot}, never kept.
 * {@code pointer} is the very pointer that named it.
 */
public record ServingModel(
        PointerState.InForce pointer,
        Role role,
        ModelMetadata metadata,
        FeatureSchema schema,
        Map<String, Feature> featuresByName,
        Baseline baseline,
        OnnxModel onnx) {

    /** Whether the model is what the pointer names, or stands in for it. */
    public enum Role {
        CURRENT,
        FALLBACK
    }

    static ServingModel of(
            PointerState.InForce pointer, Role role, ModelMetadata metadata, Baseline baseline, OnnxModel onnx) {
        FeatureSchema schema = metadata.schema().features();
        Map<String, Feature> byName =
                schema.features().stream().collect(Collectors.toUnmodifiableMap(Feature::name, Function.identity()));
        return new ServingModel(pointer, role, metadata, schema, byName, baseline, onnx);
    }

    public ModelVersion version() {
        return metadata.modelVersion();
    }

    /** The probability of the positive class of row {@code row} of the last run. */
    public float positiveProbability(InferenceBuffers buffers, int row) {
        int classes = onnx.classes();
        return buffers.probabilities(row + 1, classes).get(row * classes + metadata.positiveIndex());
    }
}
