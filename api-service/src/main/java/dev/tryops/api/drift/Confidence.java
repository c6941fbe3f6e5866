package dev.tryops.api.drift;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * How sure a model was of its answers, and so, if its probabilities mean what they say, how often it is right. The first
 * cell sums the probability of the class decided for; then, for the positive class of two, or for each class of more, come
 * {@value #BINS} bins of its probability, narrower towards 0, where the rows of a rare class are.
 */
final class Confidence {

    static final int BINS = 250;

    private final int classes;
    private final int positive;

    Confidence(int classes, int positive) {
        this.classes = classes;
        this.positive = positive;
    }

    int cells() {
        return 1 + BINS * ranked();
    }

    /** Classes whose ranking is measured: that of the other of two is the same. */
    private int ranked() {
        return classes == 2 ? 1 : classes;
    }

    void count(ServingModel model, InferenceBuffers buffers, int rows, AtomicLongArray into, int offset) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += buffers.probability(row, model.decision(buffers, row));
        }
        into.getAndAdd(offset, Math.round(sum / NumberColumn.UNIT));
        for (int ranked = 0; ranked < ranked(); ranked++) {
            rank(classes == 2 ? positive : ranked, buffers, rows, into, offset + 1 + ranked * BINS);
        }
    }

    private static void rank(int index, InferenceBuffers buffers, int rows, AtomicLongArray into, int from) {
        if (rows == 1) {
            into.getAndIncrement(from + binOf(buffers.probability(0, index)));
            return;
        }
        int[] counts = new int[BINS];
        for (int row = 0; row < rows; row++) {
            counts[binOf(buffers.probability(row, index))]++;
        }
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                into.getAndAdd(from + bin, counts[bin]);
            }
        }
    }

    private static int binOf(float probability) {
        return Math.clamp((int) (Math.sqrt(probability) * BINS), 0, BINS - 1);
    }

    /** The probability in the middle of a bin. */
    private static double probability(int bin) {
        double root = (bin + 0.5) / BINS;
        return root * root;
    }

    /** What the rows between two snapshots let expect; null without rows. */
    @Nullable EstimatedQuality estimate(long rows, long[] cells, int offset) {
        if (rows <= 0) {
            return null;
        }
        double area = 0;
        int measured = 0;
        for (int ranked = 0; ranked < ranked(); ranked++) {
            double own = area(cells, offset + 1 + ranked * BINS);
            if (!Double.isNaN(own)) {
                area += own;
                measured++;
            }
        }
        return new EstimatedQuality(
                Math.clamp(cells[offset] * NumberColumn.UNIT / rows, 0, 1),
                measured == 0 ? Double.NaN : area / measured,
                rows);
    }

    /**
     * The expected area under the ROC curve: each row counts as positive by its probability p, and as negative by 1 − p,
     * and rows of one bin as tied. NaN where no row could be of either kind.
     */
    private static double area(long[] cells, int from) {
        double negatives = 0;
        double positives = 0;
        double ordered = 0;
        for (int bin = 0; bin < BINS; bin++) {
            double positive = cells[from + bin] * probability(bin);
            double negative = cells[from + bin] - positive;
            ordered += positive * (negatives + negative / 2);
            positives += positive;
            negatives += negative;
        }
        return positives > 0 && negatives > 0 ? ordered / (positives * negatives) : Double.NaN;
    }
}
