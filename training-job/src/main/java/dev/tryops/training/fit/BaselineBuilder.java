package dev.tryops.training.fit;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.training.data.Dataset;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes the training rows, and what the model predicts for them, so that later traffic can be compared. */
public final class BaselineBuilder {

    private BaselineBuilder() {}

    public static Baseline of(LogisticModel model, Dataset training) {
        Map<String, FeatureStatistics> features = new LinkedHashMap<>();
        training.schema()
                .features()
                .forEach(feature -> features.put(feature.name(), numeric(training.columns()[feature.position()])));
        return new Baseline(training.rows(), features, predictions(model.probabilities(training)));
    }

    /** The short form of the same statistics that a model's schema carries. */
    public static Map<String, ModelSchema.DescriptiveStatistics> descriptive(Dataset training) {
        Map<String, ModelSchema.DescriptiveStatistics> statistics = new LinkedHashMap<>();
        training.schema().features().forEach(feature -> {
            Distribution column = Distribution.of(training.columns()[feature.position()]);
            statistics.put(
                    feature.name(),
                    new ModelSchema.DescriptiveStatistics(column.mean(), column.std(), column.min(), column.max()));
        });
        return statistics;
    }

    private static FeatureStatistics numeric(double[] values) {
        Distribution column = Distribution.of(values);
        return new FeatureStatistics.Numeric(
                column.mean(), column.std(), column.min(), column.max(), column.percentiles(), 0, quantileBins(column));
    }

    private static Histogram quantileBins(Distribution column) {
        return Bins.filled(Bins.byQuantile(column), column);
    }

    private static PredictionStatistics predictions(double[] probabilities) {
        Distribution predicted = Distribution.of(probabilities);
        return new PredictionStatistics(
                "binary_classification",
                predicted.mean(),
                predicted.std(),
                predicted.percentiles(),
                Bins.filled(Bins.ofProbabilities(), predicted));
    }
}
