package dev.tryops.training.evaluate;

import java.util.Arrays;

/**
 * The scores of the rows of one class and of all the others, each in order. Two sorted arrays of primitives answer every
 * question about ranks, and take no more memory than the scores themselves.
 */
final class Ranking {

    private final double[] positives;
    private final double[] negatives;

    /** Sorts both arrays in place. */
    Ranking(double[] positives, double[] negatives) {
        Arrays.parallelSort(positives);
        Arrays.parallelSort(negatives);
        this.positives = positives;
        this.negatives = negatives;
    }

    /** By the probability of class {@code k}: its own rows against the rest. */
    static Ranking of(Predictions predictions, int k) {
        int count = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            count += predictions.classOf(row) == k ? 1 : 0;
        }
        double[] positives = new double[count];
        double[] negatives = new double[predictions.rows() - count];
        int p = 0;
        int n = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            if (predictions.classOf(row) == k) {
                positives[p++] = predictions.probability(row, k);
            } else {
                negatives[n++] = predictions.probability(row, k);
            }
        }
        return new Ranking(positives, negatives);
    }

    int positives() {
        return positives.length;
    }

    int negatives() {
        return negatives.length;
    }

    boolean hasBoth() {
        return positives.length > 0 && negatives.length > 0;
    }

    /**
     * The probability that a positive row ranks above a negative one, ties counting one half (the Mann-Whitney statistic);
     * NaN unless there are both.
     */
    double areaUnderCurve() {
        double pairs = 0;
        long hits = 0;
        long alarms = 0;
        for (Walk walk = descending(); walk.next(); ) {
            pairs += (walk.falsePositives - alarms) * (walk.truePositives + hits) / 2.0;
            hits = walk.truePositives;
            alarms = walk.falsePositives;
        }
        return pairs / ((double) positives.length * negatives.length);
    }

    /** The share of the negatives that rank below {@code score}, ties counting one half. */
    double shareOfNegativesBelow(double score) {
        return shareBelow(negatives, score);
    }

    /** The share of the positives that rank above {@code score}, ties counting one half. */
    double shareOfPositivesAbove(double score) {
        return 1 - shareBelow(positives, score);
    }

    private static double shareBelow(double[] ascending, double score) {
        return (firstFrom(ascending, score, false) + (double) firstFrom(ascending, score, true))
                / (2.0 * ascending.length);
    }

    /** The index of the first value that is at least, or with {@code beyond} more than, {@code score}. */
    private static int firstFrom(double[] ascending, double score, boolean beyond) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < score || (beyond && ascending[middle] == score)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Lowers a threshold from above the highest score to the lowest, one distinct score at a time. */
    Walk descending() {
        return new Walk();
    }

    /** Where the threshold stands, and how many rows of either kind it takes for positive. */
    final class Walk {

        double score = Double.POSITIVE_INFINITY;
        int truePositives;
        int falsePositives;

        private Walk() {}

        boolean next() {
            int p = positives.length - truePositives;
            int n = negatives.length - falsePositives;
            if (p == 0 && n == 0) {
                return false;
            }
            score = Math.max(
                    p > 0 ? positives[p - 1] : Double.NEGATIVE_INFINITY,
                    n > 0 ? negatives[n - 1] : Double.NEGATIVE_INFINITY);
            while (p > 0 && positives[p - 1] == score) {
                p--;
            }
            while (n > 0 && negatives[n - 1] == score) {
                n--;
            }
            truePositives = positives.length - p;
            falsePositives = negatives.length - n;
            return true;
        }
    }
}
