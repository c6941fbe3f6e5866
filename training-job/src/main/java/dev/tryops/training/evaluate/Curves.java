package dev.tryops.training.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trade-offs that a threshold chooses from, as points to draw: all of them if they are few, else at most
 * {@value #MOST_POINTS}, evenly spread along the curve, its ends kept. A point's threshold takes rows from that
 * probability on for positive.
 *
 * @param roc from (0, 0) to (1, 1)
 * @param precisionRecall from recall 0, where precision counts as 1, to recall 1
 * @param averagePrecision the mean precision over steps of recall, of all points: Σ (Rᵢ − Rᵢ₋₁) Pᵢ
 */
public record Curves(List<RocPoint> roc, List<PrecisionRecallPoint> precisionRecall, double averagePrecision) {

    static final int MOST_POINTS = 200;

    public Curves {
        roc = List.copyOf(roc);
        precisionRecall = List.copyOf(precisionRecall);
    }

    /** {@code threshold} is infinite at the start, where no row counts as positive. */
    public record RocPoint(double threshold, double falsePositiveRate, double truePositiveRate) {}

    /** {@code threshold} is infinite at the start, where no row counts as positive. */
    public record PrecisionRecallPoint(double threshold, double recall, double precision) {}

    /** For the positive class; empty unless rows of both kinds occur. */
    public static Optional<Curves> of(Predictions predictions) {
        return of(predictions, predictions.positive());
    }

    /** For class {@code k} against the rest; empty unless rows of both kinds occur. */
    public static Optional<Curves> of(Predictions predictions, int k) {
        Ranking ranking = Ranking.of(predictions, k);
        return ranking.hasBoth() ? Optional.of(of(ranking)) : Optional.empty();
    }

    private static Curves of(Ranking ranking) {
        boolean thin = thresholds(ranking) >= MOST_POINTS;
        // Both ends are points of their own.
        double step = thin ? 1.0 / (MOST_POINTS - 2) : 0;
        List<RocPoint> roc = new ArrayList<>();
        List<PrecisionRecallPoint> precisionRecall = new ArrayList<>();
        roc.add(new RocPoint(Double.POSITIVE_INFINITY, 0, 0));
        precisionRecall.add(new PrecisionRecallPoint(Double.POSITIVE_INFINITY, 0, 1));
        double rocAt = 0;
        double recallAt = 0;
        double lastRecall = 0;
        double averagePrecision = 0;
        for (Ranking.Walk walk = ranking.descending(); walk.next(); ) {
            double recall = (double) walk.truePositives / ranking.positives();
            double alarms = (double) walk.falsePositives / ranking.negatives();
            double precision = (double) walk.truePositives / (walk.truePositives + walk.falsePositives);
            averagePrecision += (recall - lastRecall) * precision;
            lastRecall = recall;
            boolean last = recall == 1 && alarms == 1;
            double along = (recall + alarms) / 2;
            if (last || along - rocAt >= step) {
                roc.add(new RocPoint(walk.score, alarms, recall));
                rocAt = along;
            }
            if (last || recall - recallAt >= step) {
                precisionRecall.add(new PrecisionRecallPoint(walk.score, recall, precision));
                recallAt = recall;
            }
        }
        return new Curves(roc, precisionRecall, averagePrecision);
    }

    private static int thresholds(Ranking ranking) {
        int count = 0;
        for (Ranking.Walk walk = ranking.descending(); walk.next(); ) {
            count++;
        }
        return count;
    }
}
