package dev.tryops.training.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Draws hold-outs from a hold-out, with replacement, to see how figures vary (Efron and Tibshirani 1993).
 *
 * <p>The work is bounded: of more than {@value #MOST_UNITS} rows (fewer with many classes), blocks are drawn instead. The
 * rows of a block are evenly spaced, so that it is itself a random sample where rows are independent, and means over
 * blocks vary as means over rows do.
 */
final class Bootstrap {

    static final int RESAMPLES = 1_000;
    private static final int MOST_UNITS = 10_000;
    private static final int FEWEST_UNITS = 1_000;

    /** Additions per table: a few tenths of a second. */
    private static final long MOST_WORK = 200_000_000;

    private final SplittableRandom random;

    Bootstrap(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static int unitsFor(Predictions predictions) {
        long affordable = MOST_WORK / RESAMPLES / Contributions.width(predictions);
        return Math.min(predictions.rows(), (int) Math.clamp(affordable, FEWEST_UNITS, MOST_UNITS));
    }

    /** Draws resamples of the same units of every table; {@code sums} hold those of the resample whose number is told. */
    void draw(Contributions[] tables, double[][] sums, IntConsumer resample) {
        int units = tables[0].units();
        for (int number = 0; number < RESAMPLES; number++) {
            for (double[] each : sums) {
                Arrays.fill(each, 0);
            }
            for (int i = 0; i < units; i++) {
                int unit = random.nextInt(units);
                for (int t = 0; t < tables.length; t++) {
                    tables[t].addUnit(unit, sums[t]);
                }
            }
            resample.accept(number);
        }
    }

    /** The defined ones of {@code values}, ascending. */
    static double[] defined(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    static ConfidenceInterval interval(double[] ascending) {
        return new ConfidenceInterval(quantile(ascending, 0.025), quantile(ascending, 0.975));
    }

    /** Between order statistics linearly, as NumPy does by default. */
    static double quantile(double[] ascending, double share) {
        double position = share * (ascending.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
    }
}
