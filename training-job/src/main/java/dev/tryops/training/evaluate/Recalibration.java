package dev.tryops.training.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * How a model's log-odds would have to be changed to fit the rows best: {@code intercept + slope · log-odds} (Cox 1958).
 * A right model has 0 and 1. A slope below 1 says that it is too sure of itself, above 1 that it hedges; a positive
 * intercept that hits are more frequent than it says.
 */
public record Recalibration(double intercept, double slope) {

    private static final int MOST_STEPS = 100;
    private static final double PRECISION = 1e-8;

    /**
     * By maximum likelihood, from the probabilities that hits and misses were given; 0 and 1 count as 2⁻⁵² away from it.
     * None is finite if a cut parts hits from misses, be it at equal probabilities.
     */
    static @Nullable Recalibration fit(double[] hits, double[] misses) {
        double[] logOddsOfHits = logOdds(hits);
        double[] logOddsOfMisses = logOdds(misses);
        if (parted(logOddsOfHits, logOddsOfMisses) || parted(logOddsOfMisses, logOddsOfHits)) {
            return null;
        }
        Recalibration best = new Recalibration(0, 1);
        Slope at = best.slopeAt(logOddsOfHits, logOddsOfMisses);
        for (int i = 0; i < MOST_STEPS; i++) {
            double[] newton = at.newtonStep();
            double length = Math.abs(newton[0]) + Math.abs(newton[1]);
            if (!(length < Double.POSITIVE_INFINITY)) {
                return null;
            }
            if (length < PRECISION) {
                return best;
            }
            double share = 1;
            Recalibration next = best.moved(newton, share);
            Slope there = next.slopeAt(logOddsOfHits, logOddsOfMisses);
            // The likelihood is concave: a step that went too far has only to be shortened.
            while (there.logLikelihood < at.logLikelihood && share > PRECISION) {
                share /= 2;
                next = best.moved(newton, share);
                there = next.slopeAt(logOddsOfHits, logOddsOfMisses);
            }
            if (share <= PRECISION) {
                return best;
            }
            best = next;
            at = there;
        }
        return null;
    }

    private Recalibration moved(double[] step, double share) {
        return new Recalibration(intercept + share * step[0], slope + share * step[1]);
    }

    private Slope slopeAt(double[] hits, double[] misses) {
        Slope at = new Slope();
        for (double x : hits) {
            at.add(x, intercept + slope * x, 1);
        }
        for (double x : misses) {
            at.add(x, intercept + slope * x, 0);
        }
        return at;
    }

    private static boolean parted(double[] lower, double[] upper) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double x : lower) {
            highest = Math.max(highest, x);
        }
        for (double x : upper) {
            if (x < highest) {
                return false;
            }
        }
        return true;
    }

    private static double[] logOdds(double[] probabilities) {
        double[] logOdds = new double[probabilities.length];
        for (int i = 0; i < logOdds.length; i++) {
            double p = Math.clamp(probabilities[i], Contributions.EPSILON, 1 - Contributions.EPSILON);
            logOdds[i] = Math.log(p / (1 - p));
        }
        return logOdds;
    }

    /** The log-likelihood of one recalibration, with its first and second derivatives. */
    private static final class Slope {

        private double logLikelihood;
        private double byIntercept;
        private double bySlope;
        private double weight;
        private double weightedX;
        private double weightedSquare;

        void add(double x, double logOdds, int hit) {
            double rest = Math.exp(-Math.abs(logOdds));
            double p = logOdds >= 0 ? 1 / (1 + rest) : rest / (1 + rest);
            double w = rest / ((1 + rest) * (1 + rest));
            logLikelihood += hit * logOdds - Math.max(logOdds, 0) - Math.log1p(rest);
            byIntercept += hit - p;
            bySlope += (hit - p) * x;
            weight += w;
            weightedX += w * x;
            weightedSquare += w * x * x;
        }

        double[] newtonStep() {
            double determinant = weight * weightedSquare - weightedX * weightedX;
            return new double[] {
                (weightedSquare * byIntercept - weightedX * bySlope) / determinant,
                (weight * bySlope - weightedX * byIntercept) / determinant
            };
        }
    }
}
