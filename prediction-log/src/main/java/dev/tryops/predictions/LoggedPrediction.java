package dev.tryops.predictions;

import dev.tryops.model.ModelVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One prediction as it was answered. The arrays are not copied and must not be changed.
 *
 * @param id a UUID of version 7; its time is the prediction's
 * @param manifestSha256 of the bundle, as the pointer named it; empty if the pointer named none
 * @param schemaHash of the model's features
 * @param features by name, in schema order: a {@link Float} as the graph took it, a text, or null where it was missing
 * @param probability the one that was answered: of the positive class, or of the one decided for among more than two
 * @param predictedClass the index of the class decided for, in the order of the labels
 * @param predictedLabel the label of that class
 * @param probabilities of all classes, in the order of the labels
 */
public record LoggedPrediction(
        UUID id,
        ModelVersion version,
        String manifestSha256,
        String schemaHash,
        Map<String, @Nullable Object> features,
        float probability,
        int predictedClass,
        String predictedLabel,
        float[] probabilities) {

    public LoggedPrediction {
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    }

    /** When it was made, to the millisecond. */
    public Instant at() {
        return PredictionLayout.timeOf(id);
    }
}
