package dev.tryops.api.drift;

import dev.tryops.model.PopulationStability;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * How far two samples lie apart, and how far chance alone takes them. Baseline and window are both samples: of {@code N} and
 * {@code n} rows of the same distribution, where nothing has drifted. {@code alpha} is the probability that chance exceeds a
 * bound.
 */
final class Divergence {

    /** Below so many expected rows in a cell, Pearson's statistic does not follow its distribution (Cochran 1954). */
    private static final double FEWEST_EXPECTED = 5;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Divergence() {}

    /** Rows of one sample that tell as much as {@code n} and {@code N} rows of two do. */
    static double effectiveSize(long baselineRows, long rows) {
        return (double) baselineRows * rows / (baselineRows + rows);
    }

    /** The population stability index of counts in the same bins. */
    static double psi(long[] baseline, long[] current) {
        return PopulationStability.index(baseline, current);
    }

    /**
     * What the index of this many bins exceeds by chance, times {@linkplain #effectiveSize the effective size}: a quantile
     * of χ² with bins − 1 degrees of freedom (Yurdakul 2018, Statistical Properties of Population Stability Index).
     */
    static double psiQuantile(int bins, double alpha) {
        return chiSquareQuantile(bins - 1, alpha);
    }

    /** The largest distance of the two distribution functions at the edges of the same bins, 0 … 1. */
    static double ks(long[] baseline, long[] current) {
        double baselineRows = total(baseline);
        double rows = total(current);
        double largest = 0;
        long below = 0;
        long belowNow = 0;
        for (int i = 0; i < baseline.length - 1; i++) {
            below += baseline[i];
            belowNow += current[i];
            largest = Math.max(largest, Math.abs(below / baselineRows - belowNow / rows));
        }
        return largest;
    }

    /**
     * What that distance exceeds by chance at most, over the bins or without them: from 2 · exp(−2 · size · D²) = alpha
     * (Massart 1990; Wei and Dudley 2012 for two samples).
     */
    static double ksQuantile(double effectiveSize, double alpha) {
        return Math.sqrt(Math.log(2 / alpha) / (2 * effectiveSize));
    }

    /** Pearson's statistic of a table of two rows, rare cells joined. */
    static Pearson chiSquare(long[] baseline, long[] current) {
        long[][] table = withoutRareCells(baseline, current);
        return table[0].length < 2
                ? new Pearson(0, 0)
                : new Pearson(ChiSquareTest.withDefaults().statistic(table), table[0].length - 1);
    }

    /** @param degreesOfFreedom 0 where there are too few rows to compare more than one cell */
    record Pearson(double statistic, int degreesOfFreedom) {}

    static double chiSquareQuantile(int degreesOfFreedom, double alpha) {
        return ChiSquaredDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha);
    }

    private static long[][] withoutRareCells(long[] baseline, long[] current) {
        double all = total(baseline) + total(current);
        double smaller = Math.min(total(baseline), total(current)) / all;
        long[][] table = new long[2][baseline.length + 1];
        int kept = 0;
        long rare = 0;
        long rareNow = 0;
        for (int i = 0; i < baseline.length; i++) {
            if ((baseline[i] + current[i]) * smaller < FEWEST_EXPECTED) {
                rare += baseline[i];
                rareNow += current[i];
            } else {
                table[0][kept] = baseline[i];
                table[1][kept++] = current[i];
            }
        }
        // What is rare even together joins the last of the others.
        int place = (rare + rareNow) * smaller < FEWEST_EXPECTED ? Math.max(kept - 1, 0) : kept++;
        table[0][place] += rare;
        table[1][place] += rareNow;
        int cells = Math.max(kept, 1);
        return new long[][] {Arrays.copyOf(table[0], cells), Arrays.copyOf(table[1], cells)};
    }

    /** How many standard errors a mean is away from its expectation by chance, to either side. */
    static double normalQuantile(double alpha) {
        return NORMAL.inverseSurvivalProbability(alpha / 2);
    }

    /**
     * The smallest count of something among {@code rows} rows that chance does not reach where the baseline counted
     * {@code baselineCount} among its own; more than {@code rows}, if chance may reach any. Given both counts together, the
     * newer is binomial (Przyborowski and Wilenski 1940), and its tail a beta distribution's. Rows that lie beyond the range
     * of {@code N} values, of which 2/(N + 1) are expected, follow the same law with a count of 1: each end of the range has
     * its own run of new values, geometric with that probability.
     */
    static long unlikelyCount(double baselineCount, long baselineRows, long rows, double alpha) {
        double share = (double) rows / (rows + baselineRows);
        long reachable = 0;
        long unlikely = rows + 1;
        while (unlikely - reachable > 1) {
            long middle = (reachable + unlikely) >>> 1;
            double tail =
                    BetaDistribution.of((double) middle, baselineCount + 1).cumulativeProbability(share);
            if (tail > alpha) {
                reachable = middle;
            } else {
                unlikely = middle;
            }
        }
        return unlikely;
    }

    static long total(long[] counts) {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }
}
