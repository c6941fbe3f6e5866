package dev.tryops.training.evaluate;

import dev.tryops.model.Metrics;
import java.util.stream.IntStream;

/**
 * What the rows add to sums from which every metric follows. Rows come in units, one row or an interleaved block of
 * several each, so that a resample is a sum over drawn units.
 *
 * <p>All sums are exact but those for the area under the curve, which no row has a share of: its first-order expansion
 * does. A positive row adds by how much its share of negatives below differs from the area, a negative row likewise
 * (DeLong, DeLong and Clarke-Pearson 1988); over all rows these add up to zero.
 */
final class Contributions {

    private static final int ROWS = 0;
    private static final int CORRECT = 1;
    private static final int LOG_LOSS = 2;
    private static final int SQUARED_ERROR = 3;
    private static final int SHARED = 4;

    private static final int TRUE_POSITIVES = 0;
    private static final int DECIDED = 1;
    private static final int SUPPORT = 2;
    private static final int RANKS_OF_POSITIVES = 3;
    private static final int RANKS_OF_NEGATIVES = 4;
    private static final int PER_CLASS = 5;

    /** Keeps the logarithm of a wrong certainty finite, as scikit-learn does. */
    static final double EPSILON = Math.ulp(1.0);

    private final Decisions decisions;
    private final Predictions predictions;
    private final int units;
    private final int[] judged;
    private final double[] areas;
    private final double[] sums;

    private Contributions(Decisions decisions, int units) {
        this.decisions = decisions;
        this.predictions = decisions.predictions();
        this.units = units;
        this.judged = judged(predictions);
        this.areas = new double[judged.length];
        this.sums = new double[units * width()];
    }

    /** All rows as one unit. */
    static Contributions ofAll(Decisions decisions) {
        Contributions whole = new Contributions(decisions, 1);
        whole.addRows();
        for (int c = 0; c < whole.judged.length; c++) {
            whole.areas[c] = Ranking.of(whole.predictions, whole.judged[c]).areaUnderCurve();
        }
        return whole;
    }

    /** Row {@code i} belongs to unit {@code i mod units}. */
    static Contributions ofUnits(Decisions decisions, int units) {
        Contributions parts = new Contributions(decisions, units);
        parts.addRows();
        for (int c = 0; c < parts.judged.length; c++) {
            Ranking ranking = Ranking.of(parts.predictions, parts.judged[c]);
            parts.areas[c] = ranking.areaUnderCurve();
            if (ranking.hasBoth()) {
                parts.addRanks(c, ranking);
            }
        }
        return parts;
    }

    /** How many sums there are for a number of classes: of two, only the positive one is judged. */
    static int width(Predictions predictions) {
        return SHARED + judged(predictions).length * PER_CLASS;
    }

    int width() {
        return SHARED + judged.length * PER_CLASS;
    }

    int units() {
        return units;
    }

    void addUnit(int unit, double[] to) {
        int from = unit * to.length;
        for (int i = 0; i < to.length; i++) {
            to[i] += sums[from + i];
        }
    }

    /** Of all rows. */
    Metrics metrics() {
        double[] total = new double[width()];
        for (int unit = 0; unit < units; unit++) {
            addUnit(unit, total);
        }
        return metrics(total);
    }

    /** Of rows with these sums. The area is NaN if they lack a class that it needs and that the whole has. */
    Metrics metrics(double[] total) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double area = 0;
        int occurring = 0;
        int ranked = 0;
        for (int c = 0; c < judged.length; c++) {
            int at = SHARED + c * PER_CLASS;
            double support = total[at + SUPPORT];
            if (support + total[at + DECIDED] > 0) {
                double p = ratio(total[at + TRUE_POSITIVES], total[at + DECIDED]);
                double r = ratio(total[at + TRUE_POSITIVES], support);
                occurring++;
                precision += p;
                recall += r;
                f1 += ratio(2 * p * r, p + r);
            }
            if (!Double.isNaN(areas[c])) {
                ranked++;
                area += areas[c]
                        + total[at + RANKS_OF_POSITIVES] / support
                        + total[at + RANKS_OF_NEGATIVES] / (total[ROWS] - support);
            }
        }
        return new Metrics(
                total[CORRECT] / total[ROWS],
                ratio(precision, occurring),
                ratio(recall, occurring),
                ratio(f1, occurring),
                ranked == 0 ? Double.NaN : Math.clamp(area / ranked, 0.0, 1.0),
                total[LOG_LOSS] / total[ROWS],
                total[SQUARED_ERROR] / total[ROWS]);
    }

    private void addRows() {
        for (int row = 0; row < predictions.rows(); row++) {
            int from = row % units * width();
            int actual = predictions.classOf(row);
            int decided = decisions.of(row);
            sums[from + ROWS]++;
            sums[from + CORRECT] += actual == decided ? 1 : 0;
            sums[from + LOG_LOSS] += logLoss(predictions, row);
            sums[from + SQUARED_ERROR] += squaredError(row, actual);
            for (int c = 0; c < judged.length; c++) {
                int at = from + SHARED + c * PER_CLASS;
                sums[at + TRUE_POSITIVES] += actual == judged[c] && decided == judged[c] ? 1 : 0;
                sums[at + DECIDED] += decided == judged[c] ? 1 : 0;
                sums[at + SUPPORT] += actual == judged[c] ? 1 : 0;
            }
        }
    }

    /** By several threads: each unit is one's own, and its rows come in their order. */
    private void addRanks(int c, Ranking ranking) {
        IntStream.range(0, units).parallel().forEach(unit -> {
            int at = unit * width() + SHARED + c * PER_CLASS;
            for (int row = unit; row < predictions.rows(); row += units) {
                double score = predictions.probability(row, judged[c]);
                if (predictions.classOf(row) == judged[c]) {
                    sums[at + RANKS_OF_POSITIVES] += ranking.shareOfNegativesBelow(score) - areas[c];
                } else {
                    sums[at + RANKS_OF_NEGATIVES] += ranking.shareOfPositivesAbove(score) - areas[c];
                }
            }
        });
    }

    /** Of every row. */
    static double[] logLosses(Predictions predictions) {
        double[] losses = new double[predictions.rows()];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = logLoss(predictions, row);
        }
        return losses;
    }

    private static double logLoss(Predictions predictions, int row) {
        int actual = predictions.classOf(row);
        if (!predictions.binary()) {
            return -Math.log(Math.clamp(predictions.probability(row, actual), EPSILON, 1 - EPSILON));
        }
        double p = Math.clamp(predictions.probability(row, predictions.positive()), EPSILON, 1 - EPSILON);
        return -Math.log(actual == predictions.positive() ? p : 1 - p);
    }

    private double squaredError(int row, int actual) {
        double sum = 0;
        for (int k : judged) {
            double error = predictions.probability(row, k) - (actual == k ? 1 : 0);
            sum += error * error;
        }
        return sum;
    }

    private static int[] judged(Predictions predictions) {
        if (predictions.binary()) {
            return new int[] {predictions.positive()};
        }
        int[] all = new int[predictions.classes()];
        for (int k = 0; k < all.length; k++) {
            all[k] = k;
        }
        return all;
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
