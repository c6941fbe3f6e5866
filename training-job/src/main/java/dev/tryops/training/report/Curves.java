package dev.tryops.training.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well scores rank the hold-out.
 *
 * @param prevalence share of positive rows, 0 … 1: the precision of guessing
 * @param serving the model it would replace on the same rows; null if none serves
 */
public record Curves(
        double prevalence, Ranking candidate, @Nullable Ranking serving) {

    /**
     * One model's curves.
     *
     * @param roc x the false positive rate, y the true positive rate
     * @param precisionRecall x the recall, y the precision
     */
    public record Ranking(String model, Curve roc, Curve precisionRecall) {

        public Ranking {
            if (!roc.points().getFirst().equals(new Point(0, 0))
                    || !roc.points().getLast().equals(new Point(1, 1))) {
                throw new IllegalArgumentException("A ROC curve runs from (0, 0) to (1, 1)");
            }
        }
    }

    /**
     * Points from left to right, joined by straight lines.
     *
     * @param area under the curve, 0 … 1
     * @param operating where the decision threshold puts the model; null if it has none
     */
    public record Curve(
            List<Point> points, double area, @Nullable Point operating) {

        public Curve {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("A curve has points");
            }
        }
    }

    /** Two rates, 0 … 1. */
    public record Point(double x, double y) {

        public Point {
            if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
                throw new IllegalArgumentException("Rates lie in 0 … 1, not at (" + x + ", " + y + ")");
            }
        }
    }
}
