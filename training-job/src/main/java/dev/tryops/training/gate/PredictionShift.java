package dev.tryops.training.gate;

import dev.tryops.model.Histogram;
import dev.tryops.training.evaluate.Predictions;

/** How far two distributions of predictions lie apart. */
final class PredictionShift {

    /** Stands for an empty bin, whose logarithm would be infinite. */
    private static final double LEAST_SHARE = 1e-4;

    private PredictionShift() {}

    /**
     * The predictions in the bins of {@code like}: the probability of the positive class, or of the likeliest one of more
     * than two, as a baseline has them.
     */
    static double[] shares(Predictions predictions, Histogram like) {
        double[] shares = new double[like.counts().size()];
        for (int row = 0; row < predictions.rows(); row++) {
            int shown = predictions.binary() ? predictions.positive() : predictions.mostLikely(row);
            shares[like.binOf(predictions.probability(row, shown))] += 1.0 / predictions.rows();
        }
        return shares;
    }

    static double[] shares(Histogram histogram) {
        double total = histogram.counts().stream().mapToLong(Long::longValue).sum();
        return histogram.counts().stream().mapToDouble(count -> count / total).toArray();
    }

    /** The population stability index, {@code Σ (p − q) · ln(p / q)}. */
    static double index(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double a = Math.max(p[i], LEAST_SHARE);
            double b = Math.max(q[i], LEAST_SHARE);
            sum += (a - b) * Math.log(a / b);
        }
        return sum;
    }
}
