package dev.tryops.training.fit;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.training.data.Dataset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes the training rows, and what the model predicts for them, so that later traffic can be compared. */
public final class BaselineBuilder {

    private BaselineBuilder() {}

    public static Baseline of(LogisticModel model, Dataset training) {
        Map<String, FeatureStatistics> features = new LinkedHashMap<>();
        training.schema()
                .features()
                .forEach(feature -> features.put(feature.name(), statistics(training, feature.position())));
        return new Baseline(training.rows(), features, predictions(model, training));
    }

    /** The short form of the same statistics that a model's schema carries, of the columns that are numbers. */
    public static Map<String, ModelSchema.DescriptiveStatistics> descriptive(Dataset training) {
        Map<String, ModelSchema.DescriptiveStatistics> statistics = new LinkedHashMap<>();
        training.schema().features().stream()
                .filter(feature -> !training.isText(feature.position()))
                .forEach(feature -> {
                    Distribution column = Distribution.of(present(training, feature.position()));
                    statistics.put(
                            feature.name(),
                            new ModelSchema.DescriptiveStatistics(
                                    column.mean(), column.std(), column.min(), column.max()));
                });
        return statistics;
    }

    private static double[] present(Dataset training, int feature) {
        return Arrays.stream(training.column(feature))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    private static FeatureStatistics statistics(Dataset training, int feature) {
        double[] present = present(training, feature);
        double missingRate = 1 - (double) present.length / training.rows();
        return training.isText(feature) ? categorical(training, feature, missingRate) : numeric(present, missingRate);
    }

    private static FeatureStatistics numeric(double[] present, double missingRate) {
        Distribution column = Distribution.of(present);
        return new FeatureStatistics.Numeric(
                column.mean(),
                column.std(),
                column.min(),
                column.max(),
                column.percentiles(),
                missingRate,
                Bins.filled(Bins.byQuantile(column), column));
    }

    private static FeatureStatistics categorical(Dataset training, int feature, double missingRate) {
        Map<String, Long> counts = CategoryCounts.of(training, feature);
        Map<String, Long> top = new LinkedHashMap<>();
        counts.entrySet().stream()
                .limit(Encoding.MOST_CATEGORIES)
                .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        return new FeatureStatistics.Categorical(counts.size(), missingRate, top);
    }

    /** Of the positive class, or of the likeliest of more than two. */
    private static PredictionStatistics predictions(LogisticModel model, Dataset training) {
        int classes = model.classes();
        Distribution predicted = Distribution.of(model.shown(training));
        return new PredictionStatistics(
                classes == 2 ? "binary_classification" : "multiclass_classification",
                predicted.mean(),
                predicted.std(),
                predicted.percentiles(),
                Bins.filled(Bins.ofProbabilities(), predicted));
    }
}
