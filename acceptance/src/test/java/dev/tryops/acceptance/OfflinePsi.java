package dev.tryops.acceptance;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The population stability index of rows against a baseline, by its definition and by nothing that the service or Prometheus
 * runs: the sum over bins of (p − q) ln(p / q), with half a row added to every bin on both sides.
 */
final class OfflinePsi {

    static final String PREDICTION = "__prediction__";

    private final Baseline baseline;
    private final Map<String, List<Long>> expected = new HashMap<>();
    private final Map<String, long[]> seen = new HashMap<>();

    OfflinePsi(Baseline baseline) {
        this.baseline = baseline;
        baseline.featureStatistics().forEach((name, statistics) -> expected.put(name, counts(statistics)));
        expected.put(PREDICTION, withMissing(baseline.predictionStatistics().histogram(), 0));
        expected.forEach((name, counts) -> seen.put(name, new long[counts.size()]));
    }

    private List<Long> counts(FeatureStatistics statistics) {
        long missing = Math.round(statistics.missingRate() * baseline.nSamples());
        return switch (statistics) {
            case FeatureStatistics.Numeric numeric -> withMissing(numeric.histogram(), missing);
            case FeatureStatistics.Categorical categorical -> {
                List<Long> counts = new ArrayList<>(categorical.topCategories().values());
                long listed = counts.stream().mapToLong(Long::longValue).sum();
                counts.add(baseline.nSamples() - missing - listed);
                counts.add(missing);
                yield counts;
            }
        };
    }

    private static List<Long> withMissing(Histogram histogram, long missing) {
        List<Long> counts = new ArrayList<>(histogram.counts());
        counts.add(missing);
        return counts;
    }

    /** A row that was sent, and what was answered. */
    void add(Applicants.Row row, double prediction) {
        count("age", row.age());
        count("income", row.income());
        count("region", row.region());
        seen.get(PREDICTION)[baseline.predictionStatistics().histogram().binOf(prediction)]++;
    }

    private void count(String feature, Object value) {
        int bin = switch (baseline.featureStatistics().get(feature)) {
            case FeatureStatistics.Numeric numeric -> numeric.histogram().binOf((float) ((Number) value).doubleValue());
            case FeatureStatistics.Categorical categorical -> {
                List<String> listed = List.copyOf(categorical.topCategories().keySet());
                int index = listed.indexOf(value);
                yield index < 0 ? listed.size() : index;
            }
        };
        seen.get(feature)[bin]++;
    }

    Map<String, Double> values() {
        Map<String, Double> values = new HashMap<>();
        expected.forEach((name, counts) -> values.put(name, psi(seen.get(name), counts)));
        return values;
    }

    private static double psi(long[] seen, List<Long> expected) {
        double rows = java.util.Arrays.stream(seen).sum() + seen.length / 2.0;
        double training = expected.stream().mapToLong(Long::longValue).sum() + seen.length / 2.0;
        double sum = 0;
        for (int bin = 0; bin < seen.length; bin++) {
            double p = (seen[bin] + 0.5) / rows;
            double q = (expected.get(bin) + 0.5) / training;
            sum += (p - q) * Math.log(p / q);
        }
        return sum;
    }
}
