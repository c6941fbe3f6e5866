package dev.tryops.training.fit;

import java.util.List;

/**
 * A plain binary model's score as a function of raw features, {@code bias + Σ slope · x}: {@code slope = weight/std}, and
 * the bias is the model's own less {@code Σ slope · mean}.
 *
 * @param steepness Σ |slope|
 * @param cancellation Σ |slope · mean|, which the bias takes away again from the products
 */
record FoldedScores(double[] slopes, double bias, double steepness, double cancellation) {

    /** Between these, a slope divided by the sum of all is still a normal float32. */
    private static final double SMALLEST_SLOPE = 1e-18;

    private static final double LARGEST_STEEPNESS = 1e18;

    /**
     * In log-odds: each product is rounded by at most 2⁻²⁴ of its size, so that the score is off by at most 4e-6, and a
     * probability by a quarter of that.
     */
    private static final double LARGEST_CANCELLATION = 32;

    /** Of a binary model whose encoding is plain. */
    static FoldedScores of(LogisticModel model) {
        List<FeatureEncoding> features = model.encoding().features();
        double[] slopes = new double[features.size()];
        double bias = model.biases()[0];
        double steepness = 0;
        double cancellation = 0;
        for (int f = 0; f < slopes.length; f++) {
            FeatureEncoding.Numeric number = (FeatureEncoding.Numeric) features.get(f);
            slopes[f] = model.weights()[0][f] / number.std();
            double product = slopes[f] * number.mean();
            bias -= product;
            steepness += Math.abs(slopes[f]);
            cancellation += Math.abs(product);
        }
        return new FoldedScores(slopes, bias, steepness, cancellation);
    }

    /** Whether the slopes are float32s that lose nothing, neither to their range nor to rounding. */
    boolean losesNothing() {
        for (double slope : slopes) {
            if (slope != 0 && Math.abs(slope) < SMALLEST_SLOPE) {
                return false;
            }
        }
        return steepness <= LARGEST_STEEPNESS && cancellation <= LARGEST_CANCELLATION;
    }
}
