package dev.tryops.model;

import java.util.Map;

/** How one feature was distributed in the training data: what later traffic is compared with. */
public sealed interface FeatureStatistics {

    /** Rows without a value, as a fraction of all rows. */
    double missingRate();

    /** {@code std} is the population standard deviation; percentiles are keyed {@code p25, p50, p75, p95}. */
    record Numeric(
            double mean,
            double std,
            double min,
            double max,
            Map<String, Double> percentiles,
            double missingRate,
            Histogram histogram)
            implements FeatureStatistics {

        public Numeric {
            percentiles = OrderedMap.copyOf(percentiles);
        }
    }

    /** Counts of the most frequent categories; what is not listed is counted by {@code nUnique} only. */
    record Categorical(long nUnique, double missingRate, Map<String, Long> topCategories) implements FeatureStatistics {

        public Categorical {
            topCategories = OrderedMap.copyOf(topCategories);
        }
    }
}
