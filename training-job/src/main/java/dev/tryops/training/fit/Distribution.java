package dev.tryops.training.fit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A column's values, sorted, and what is computed from them. There is at least one. */
record Distribution(double[] sorted, double mean, double std) {

    private static final int[] PERCENTILES = {25, 50, 75, 95};

    /** Sorts {@code values} in place, and keeps them. */
    static Distribution of(double[] values) {
        Arrays.sort(values);
        return ofAscending(values);
    }

    /** Of values that are sorted already; keeps them. */
    static Distribution ofAscending(double[] sorted) {
        // Relative to the smallest, so that equal values have no variance.
        double origin = sorted[0];
        double offset = Arrays.stream(sorted).map(v -> v - origin).sum() / sorted.length;
        double variance = Arrays.stream(sorted)
                        .map(v -> (v - origin - offset) * (v - origin - offset))
                        .sum()
                / sorted.length;
        return new Distribution(sorted, origin + offset, Math.sqrt(variance));
    }

    double min() {
        return sorted[0];
    }

    double max() {
        return sorted[sorted.length - 1];
    }

    /** The value below which {@code fraction} of the values lie, interpolated between neighbours as NumPy does. */
    double quantile(double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }

    Map<String, Double> percentiles() {
        Map<String, Double> percentiles = new LinkedHashMap<>();
        for (int percent : PERCENTILES) {
            percentiles.put("p" + percent, quantile(percent / 100.0));
        }
        return percentiles;
    }
}
