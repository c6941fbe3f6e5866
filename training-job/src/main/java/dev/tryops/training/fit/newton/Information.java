package dev.tryops.training.fit.newton;

import java.util.Arrays;
import java.util.Optional;

/**
 * The observed information at any weights: the Hessian of the loss there, from one pass over the rows. At a maximum of
 * the likelihood its inverse is the covariance of the estimates; near one it is close to that.
 */
public final class Information {

    /** Multiplications in the pass: a few seconds. */
    private static final double MOST_WORK = 1e10;

    private Information() {}

    /**
     * The standard errors of the weights of a model, {@code [score][column]}, for scores as {@link
     * NewtonFit} has them; those of a softmax must sum to 0 over the classes. NaN is the error of a weight that the data
     * do not determine: its column is constant, or other columns say the same. Empty where a pass would take too long.
     *
     * @param classWeights of the rows, by class
     * @param l2 the ridge that the model was fitted with, as {@link NewtonSettings} defines it
     */
    public static Optional<double[][]> weightErrors(
            DesignMatrix x, double[] classWeights, double[] biases, double[][] weights, double l2, int threads) {
        Layout layout = new Layout(classWeights.length, x.columns() + 1);
        if (layout.unknowns() > NewtonTrainer.MAX_UNKNOWNS
                || (double) x.rows() * layout.pairs() * layout.triangle() > MOST_WORK) {
            return Optional.empty();
        }
        double[] at = new double[layout.unknowns()];
        for (int score = 0; score < biases.length; score++) {
            at[score * layout.width()] = biases[score];
            System.arraycopy(weights[score], 0, at, score * layout.width() + 1, x.columns());
        }
        try (Passes passes = new Passes(x, layout, classWeights, threads)) {
            return Optional.of(errors(passes.derivatives(at), layout, l2));
        }
    }

    private static double[][] errors(Sums sums, Layout layout, double l2) {
        Cholesky columns = Hessian.ofColumns(sums, layout);
        double[] errors = Hessian.of(sums, layout, l2, columns.excluded()).standardErrors();
        boolean[] dependent = columns.dependent();
        double[][] byScore = new double[layout.outputs()][];
        for (int score = 0; score < byScore.length; score++) {
            int bias = score * layout.width();
            byScore[score] = Arrays.copyOfRange(errors, bias + 1, bias + layout.width());
            for (int column = 0; column < byScore[score].length; column++) {
                if (dependent[column + 1]) {
                    byScore[score][column] = Double.NaN;
                }
            }
        }
        return byScore;
    }
}
