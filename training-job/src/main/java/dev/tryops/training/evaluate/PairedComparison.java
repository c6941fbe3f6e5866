package dev.tryops.training.evaluate;

import dev.tryops.model.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * A candidate against the model it would replace, on the same rows: resampling rows for both at once leaves out what
 * makes rows hard for either, so that small differences show.
 *
 * @param rocAuc absent where rows are of one class
 */
public record PairedComparison(
        Difference logLoss, Difference accuracy, @Nullable Difference rocAuc) {

    /**
     * By 1,000 bootstrap resamples, in blocks if there are many rows (see {@link Intervals}); the same for the same
     * {@code seed}.
     *
     * @throws IllegalArgumentException if the two are not about the same rows
     */
    public static PairedComparison of(Decisions reference, Decisions candidate, long seed) {
        checkSameRows(reference.predictions(), candidate.predictions());
        int units = Bootstrap.unitsFor(reference.predictions());
        Contributions before = Contributions.ofUnits(reference, units);
        Contributions after = Contributions.ofUnits(candidate, units);
        double[][] sums = {new double[before.width()], new double[after.width()]};
        double[] logLoss = new double[Bootstrap.RESAMPLES];
        double[] accuracy = new double[Bootstrap.RESAMPLES];
        double[] rocAuc = new double[Bootstrap.RESAMPLES];
        new Bootstrap(seed).draw(new Contributions[] {before, after}, sums, i -> {
            Metrics was = before.metrics(sums[0]);
            Metrics is = after.metrics(sums[1]);
            logLoss[i] = is.logLoss() - was.logLoss();
            accuracy[i] = is.accuracy() - was.accuracy();
            rocAuc[i] = is.rocAuc() - was.rocAuc();
        });
        Metrics was = before.metrics();
        Metrics is = after.metrics();
        double[] areas = Bootstrap.defined(rocAuc);
        return new PairedComparison(
                Difference.ofLoss(is.logLoss() - was.logLoss(), Bootstrap.defined(logLoss)),
                Difference.ofGain(is.accuracy() - was.accuracy(), Bootstrap.defined(accuracy)),
                areas.length == 0 ? null : Difference.ofGain(is.rocAuc() - was.rocAuc(), areas));
    }

    private static void checkSameRows(Predictions reference, Predictions candidate) {
        boolean same = reference.rows() == candidate.rows()
                && reference.classes() == candidate.classes()
                && reference.positive() == candidate.positive();
        for (int row = 0; same && row < reference.rows(); row++) {
            same = reference.classOf(row) == candidate.classOf(row);
        }
        if (!same) {
            throw new IllegalArgumentException("Two models can be compared on the same rows and classes only");
        }
    }

    /**
     * @param value the candidate's figure minus the reference's
     * @param interval of {@code value}, 95 %, two-sided
     * @param atLeastWorseBy how much worse the candidate is at the least, with 95 % confidence (one-sided); negative
     *     where it may be better
     */
    public record Difference(double value, ConfidenceInterval interval, double atLeastWorseBy) {

        private static final double LEVEL = 0.05;

        private static Difference ofLoss(double value, double[] ascending) {
            return new Difference(value, Bootstrap.interval(ascending), Bootstrap.quantile(ascending, LEVEL));
        }

        private static Difference ofGain(double value, double[] ascending) {
            return new Difference(value, Bootstrap.interval(ascending), -Bootstrap.quantile(ascending, 1 - LEVEL));
        }

        /** What a gate asks. Of equally good candidates, one in twenty is called worse, by each figure that is asked. */
        public boolean worseBeyondNoise() {
            return worseBy(0);
        }

        /** Whether the candidate is worse by more than {@code tolerance}, in the figure's own unit, beyond noise. */
        public boolean worseBy(double tolerance) {
            return atLeastWorseBy > tolerance;
        }
    }
}
