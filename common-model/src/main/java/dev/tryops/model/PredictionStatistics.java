package dev.tryops.model;

import java.util.Map;

/** How the predicted probability of the positive class was distributed over the training data. */
public record PredictionStatistics(
        String type,
        double meanProbability,
        double stdProbability,
        Map<String, Double> percentiles,
        Histogram histogram) {

    public PredictionStatistics {
        percentiles = OrderedMap.copyOf(percentiles);
    }
}
