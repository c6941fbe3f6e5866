package dev.tryops.model;

import java.util.List;

/**
 * Counts per bin. Bin {@code i} holds the values in {@code [bin_edges[i], bin_edges[i+1])}; the first and the last bin
 * are open to −∞ and +∞, so that no later value falls outside. There is one edge more than there are counts; the outer
 * edges record the observed minimum and maximum, and only the inner ones divide.
 */
public record Histogram(List<Double> binEdges, List<Long> counts) {

    public Histogram {
        binEdges = List.copyOf(binEdges);
        counts = List.copyOf(counts);
        if (counts.isEmpty() || binEdges.size() != counts.size() + 1) {
            throw new IllegalArgumentException("A histogram has one edge more than counts, not " + binEdges.size()
                    + " edges for " + counts.size() + " counts");
        }
        for (int i = 0; i < binEdges.size(); i++) {
            if (!Double.isFinite(binEdges.get(i)) || i > 0 && binEdges.get(i) < binEdges.get(i - 1)) {
                throw new IllegalArgumentException("Histogram edges are finite and ascending");
            }
        }
        if (counts.stream().anyMatch(c -> c < 0)) {
            throw new IllegalArgumentException("Histogram counts are not negative");
        }
    }

    /** The index of the bin that {@code value} falls into, 0 … bins−1. */
    public int binOf(double value) {
        int bin = 0;
        while (bin < counts.size() - 1 && value >= binEdges.get(bin + 1)) {
            bin++;
        }
        return bin;
    }
}
