package dev.tryops.training.fit;

import dev.tryops.model.Histogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Where a histogram's bins begin and end. */
final class Bins {

    private static final int COUNT = 10;

    private Bins() {}

    /** Ten bins of equal width over 0 … 1. */
    static List<Double> ofProbabilities() {
        return IntStream.rangeClosed(0, COUNT).mapToObj(i -> (double) i / COUNT).toList();
    }

    /**
     * At most ten bins of about equally many values. Inner edges lie halfway between two neighbouring values, so that a
     * value which arrives rounded to float32 does not fall into another bin than it did in training.
     */
    static List<Double> byQuantile(Distribution column) {
        if (column.min() == column.max()) {
            return ofConstant(column.min());
        }
        TreeSet<Double> inner = new TreeSet<>();
        double before = Double.NaN;
        for (int i = 1; i < COUNT; i++) {
            double quantile = column.quantile((double) i / COUNT);
            int first = firstAtLeast(column.sorted(), quantile);
            if (first > 0) {
                inner.add(edgeBelow(column.sorted(), first));
            }
            // A value that holds two tenths of the rows, or the lowest, gets a bin that ends with it.
            int next = firstAtLeast(column.sorted(), Math.nextUp(quantile));
            if ((first == 0 || quantile == before) && next < column.sorted().length) {
                inner.add(edgeBelow(column.sorted(), next));
            }
            before = quantile;
        }
        return edges(column, inner);
    }

    private static List<Double> edges(Distribution column, Set<Double> inner) {
        List<Double> edges = new ArrayList<>();
        edges.add(column.min());
        edges.addAll(inner);
        edges.add(column.max());
        return edges;
    }

    /** Halfway between the value at {@code index} and the smaller one before it. */
    private static double edgeBelow(double[] sorted, int index) {
        double below = sorted[index - 1];
        double middle = below + (sorted[index] - below) / 2;
        return middle > below ? middle : sorted[index];
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One bin for the value that was always seen, and one on either side for any other. */
    private static List<Double> ofConstant(double value) {
        double rounded = (float) value;
        double low = Math.min(value, rounded);
        double high = Math.nextUp(Math.max(value, rounded));
        return List.of(low, low, high, high);
    }

    /** Where the values that share the bin of the one at {@code from} end: it takes a few looks, not one at each value. */
    private static int endOfBin(Histogram bins, double[] sorted, int from) {
        int bin = bins.binOf(sorted[from]);
        int low = from + 1;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bins.binOf(sorted[middle]) == bin) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static Histogram filled(List<Double> edges, Distribution column) {
        List<Long> empty = Collections.nCopies(edges.size() - 1, 0L);
        Histogram bins = new Histogram(edges, empty);
        long[] counts = new long[empty.size()];
        double[] sorted = column.sorted();
        for (int from = 0; from < sorted.length; ) {
            int bin = bins.binOf(sorted[from]);
            int end = endOfBin(bins, sorted, from);
            counts[bin] = end - from;
            from = end;
        }
        return new Histogram(edges, Arrays.stream(counts).boxed().toList());
    }
}
