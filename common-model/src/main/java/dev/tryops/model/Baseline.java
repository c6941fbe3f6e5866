package dev.tryops.model;

import java.util.Map;
import java.util.Objects;

/** The training distributions that drift is measured against, over {@code nSamples} training rows. */
public record Baseline(
        long nSamples, Map<String, FeatureStatistics> featureStatistics, PredictionStatistics predictionStatistics) {

    public Baseline {
        Objects.requireNonNull(predictionStatistics, "prediction_statistics");
        featureStatistics = OrderedMap.copyOf(featureStatistics);
    }
}
