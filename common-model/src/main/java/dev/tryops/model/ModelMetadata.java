package dev.tryops.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Everything that is known of a trained model beside its graph: what it takes, how good it is, where it came from. */
public record ModelMetadata(
        ModelVersion modelVersion,
        String modelType,
        String framework,
        String format,
        ModelSchema schema,
        Metrics metrics,
        Map<String, Object> hyperparameters,
        long trainingSamples,
        long testSamples,
        double trainingDurationSeconds,
        @Nullable String gitCommit,
        String createdBy,
        Instant createdAt,
        String dataSha256,
        long seed,
        Map<String, String> dependencies,
        int opset,
        List<ClassLabel> classLabels,
        ClassLabel positiveLabel,
        double decisionThreshold,
        int adverseClass,
        Map<String, ClassCoefficients> coefficients,
        List<GoldenRow> goldenRows) {

    public ModelMetadata {
        Objects.requireNonNull(modelVersion, "model_version");
        Objects.requireNonNull(modelType, "model_type");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(createdAt, "created_at");
        Objects.requireNonNull(dataSha256, "data_sha256");
        Objects.requireNonNull(positiveLabel, "positive_label");
        hyperparameters = OrderedMap.copyOf(hyperparameters);
        dependencies = OrderedMap.copyOf(dependencies);
        classLabels = List.copyOf(classLabels);
        coefficients = OrderedMap.copyOf(coefficients);
        goldenRows = List.copyOf(goldenRows);
        if (classLabels.size() < 2 || !classLabels.contains(positiveLabel)) {
            throw new IllegalArgumentException(
                    "A classifier has two or more class labels, its positive one among them");
        }
        if (!(decisionThreshold >= 0 && decisionThreshold <= 1)) {
            throw new IllegalArgumentException("The decision threshold is a probability, not " + decisionThreshold);
        }
    }

    /** The linear score of the positive class of a binary model. */
    public ClassCoefficients positiveCoefficients() {
        return coefficientsOf(positiveLabel);
    }

    /** The linear score of one class. */
    ClassCoefficients coefficientsOf(ClassLabel label) {
        ClassCoefficients found = coefficients.get(label.text());
        if (found == null) {
            throw new IllegalArgumentException("No coefficients for class '" + label + "'");
        }
        return found;
    }

    /** The index of the positive class in {@code classLabels}, and so in the graph's probabilities. */
    public int positiveIndex() {
        return classLabels.indexOf(positiveLabel);
    }
}
