package dev.tryops.api.drift;

import dev.tryops.api.drift.Divergence.Pearson;
import java.util.HashMap;
import java.util.Map;

/**
 * How large a difference must be to raise an alarm: large enough to matter, and larger than chance makes it. The rate of
 * false alarms that a whole check is allowed is shared out evenly among its tests (Bonferroni): whatever depends on what,
 * they stay below it together. Used by one thread.
 */
final class Calibration {

    /** Missing, out of range, unseen: so much of all rows above the training data's share matters. */
    static final double RATE_EFFECT = 0.01;

    private final DriftProperties properties;
    private final double alpha;
    private final double normal;
    private final Map<Integer, Double> chiSquare = new HashMap<>();
    private final Map<Rise, Double> rises = new HashMap<>();

    /** @param tests in a check */
    Calibration(DriftProperties properties, int tests) {
        this.properties = properties;
        this.alpha = properties.alarmRate() / Math.max(1, tests);
        this.normal = Divergence.normalQuantile(alpha);
    }

    double psi(int bins, double effectiveSize) {
        return Math.max(properties.psiThreshold(), chiSquare(bins - 1) / effectiveSize);
    }

    double ks(double effectiveSize) {
        return Math.max(properties.ksThreshold(), Divergence.ksQuantile(effectiveSize, alpha));
    }

    /** Pearson's statistic grows with the sample; divided by its size it is an effect on the scale of the index. */
    double chiSquare(Pearson table, double effectiveSize) {
        return Math.max(properties.psiThreshold() * effectiveSize, chiSquare(table.degreesOfFreedom()));
    }

    /**
     * Of z, whose variance is 1 in the training data: with what it is in the window, if that is more, so that few far values
     * of a long tail are not taken for a shift.
     */
    double meanShift(long baselineRows, long rows, double variance) {
        double error = Math.sqrt(1.0 / baselineRows + Math.max(1, variance) / rows);
        return Math.max(properties.meanShiftThreshold(), normal * error);
    }

    /** A share of {@code rows} rows, above 1 if none of so few could tell. */
    double rise(double baselineCount, long baselineRows, long rows) {
        double unlikely = rises.computeIfAbsent(
                new Rise(baselineCount, baselineRows, rows),
                of -> (double) Divergence.unlikelyCount(baselineCount, baselineRows, rows, alpha) / rows);
        return Math.max(baselineCount / baselineRows + RATE_EFFECT, unlikely);
    }

    /** Forgets what was worked out for windows of another size. */
    void begin() {
        rises.clear();
    }

    private double chiSquare(int degreesOfFreedom) {
        return chiSquare.computeIfAbsent(degreesOfFreedom, of -> Divergence.chiSquareQuantile(of, alpha));
    }

    private record Rise(double baselineCount, long baselineRows, long rows) {}
}
