package dev.tryops.api.drift;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Histogram;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbers, in the bins of a histogram. Behind the cells of the bins and of missing values come: values out of the training
 * range, and the sums of z and z², where z = (value − mean) / std of the training data, cut off at {@value #FARTHEST}, so
 * that one absurd value moves a mean by little.
 */
final class NumberColumn implements Column {

    static final double FARTHEST = 10;
    /** Sums are kept in units of 2⁻²⁰: a difference of two of them is exact, however many rows came before. */
    static final double UNIT = 1.0 / (1 << 20);

    private static final int BEHIND_BINS = 3;

    private final Reference reference;
    private final Values values;
    private final double[] innerEdges;
    private final double low;
    private final double high;

    /** Where a row's value is found. */
    @FunctionalInterface
    interface Values {
        float of(ServingModel model, InferenceBuffers buffers, int row);
    }

    /** Served values are float32: the ends of the range may be rounded away from what training read. */
    NumberColumn(Reference reference, Histogram histogram, double min, double max, Values values) {
        this.reference = reference;
        this.values = values;
        this.low = Math.min(min, (float) min);
        this.high = Math.max(max, (float) max);
        this.innerEdges = histogram.binEdges().subList(1, histogram.counts().size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Override
    public Reference reference() {
        return reference;
    }

    @Override
    public int cells() {
        return innerEdges.length + 2 + BEHIND_BINS;
    }

    static long outOfRange(Reference of, long[] cells, int offset) {
        return cells[offset + of.counts().length];
    }

    /** The sum of z. */
    static double sum(Reference of, long[] cells, int offset) {
        return cells[offset + of.counts().length + 1] * UNIT;
    }

    static double sumOfSquares(Reference of, long[] cells, int offset) {
        return cells[offset + of.counts().length + 2] * UNIT;
    }

    @Override
    public void count(ServingModel model, InferenceBuffers buffers, int rows, AtomicLongArray into, int offset) {
        if (rows == 1) {
            count(values.of(model, buffers, 0), into, offset);
            return;
        }
        int missing = innerEdges.length + 1;
        int[] counts = new int[missing + 2];
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            float value = values.of(model, buffers, row);
            if (Float.isNaN(value)) {
                counts[missing]++;
                continue;
            }
            counts[binOf(value)]++;
            if (isOutOfRange(value)) {
                counts[missing + 1]++;
            }
            double z = z(value);
            sum += z;
            squares += z * z;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                into.getAndAdd(offset + i, counts[i]);
            }
        }
        into.getAndAdd(offset + missing + 2, Math.round(sum / UNIT));
        into.getAndAdd(offset + missing + 3, Math.round(squares / UNIT));
    }

    /** The same for one row, as most requests have. */
    private void count(float value, AtomicLongArray into, int offset) {
        int missing = offset + innerEdges.length + 1;
        if (Float.isNaN(value)) {
            into.getAndIncrement(missing);
            return;
        }
        into.getAndIncrement(offset + binOf(value));
        if (isOutOfRange(value)) {
            into.getAndIncrement(missing + 1);
        }
        double z = z(value);
        into.getAndAdd(missing + 2, Math.round(z / UNIT));
        into.getAndAdd(missing + 3, Math.round(z * z / UNIT));
    }

    private boolean isOutOfRange(float value) {
        return value < low || value > high;
    }

    /** As {@link Histogram#binOf} finds it, but without a branch that depends on the value: those are not foretold. */
    private int binOf(double value) {
        int bin = 0;
        for (double edge : innerEdges) {
            bin += value >= edge ? 1 : 0;
        }
        return bin;
    }

    private double z(double value) {
        return reference.std() > 0 ? Math.clamp((value - reference.mean()) / reference.std(), -FARTHEST, FARTHEST) : 0;
    }
}
