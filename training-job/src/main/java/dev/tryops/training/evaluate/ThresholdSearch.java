package dev.tryops.training.evaluate;

/** Lowers a threshold from 1 to 0 past every score, and keeps where it did best. */
final class ThresholdSearch {

    private final Ranking ranking;
    private final ThresholdChoice choice;

    private ThresholdSearch(Ranking ranking, ThresholdChoice choice) {
        this.ranking = ranking;
        this.choice = choice;
    }

    static double on(Ranking ranking, ThresholdChoice choice) {
        return new ThresholdSearch(ranking, choice).search();
    }

    private double search() {
        Ranking.Walk walk = ranking.descending();
        walk.next();
        // No threshold rejects a row that was given probability 1.
        double best = walk.score < 1 ? merit(0, 0) : Double.NEGATIVE_INFINITY;
        double threshold = midway(walk.score, 1);
        double lowestTaken;
        do {
            lowestTaken = walk.score;
            double merit = merit(walk.truePositives, walk.falsePositives);
            boolean more = walk.next();
            if (merit > best) {
                best = merit;
                threshold = midway(more ? walk.score : 0, lowestTaken);
            }
        } while (walk.score < lowestTaken);
        return threshold;
    }

    /** More is better. */
    private double merit(int truePositives, int falsePositives) {
        double missed = ranking.positives() - (double) truePositives;
        return switch (choice) {
            case ThresholdChoice.Fixed fixed ->
                throw new IllegalArgumentException("A fixed threshold is not searched for");
            case ThresholdChoice.MaxF1 f1 -> 2.0 * truePositives / (2.0 * truePositives + falsePositives + missed);
            case ThresholdChoice.YoudenJ youden ->
                (double) truePositives / ranking.positives() - (double) falsePositives / ranking.negatives();
            case ThresholdChoice.CostRatio cost -> -(falsePositives + cost.falseAlarms() * missed);
        };
    }

    /** Above {@code rejected}, and not above {@code taken}, even where no number lies between them. */
    private static double midway(double rejected, double taken) {
        double middle = rejected + (taken - rejected) / 2;
        return middle > rejected ? middle : taken;
    }
}
