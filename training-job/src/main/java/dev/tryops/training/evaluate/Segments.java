package dev.tryops.training.evaluate;

import dev.tryops.model.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a model that is good on the whole is not: the metrics of groups of rows, and their gaps to the whole. */
public final class Segments {

    private final Decisions decisions;
    private final Metrics whole;
    private final double[] losses;
    private final MeanIntervals intervals;

    /** Parts of the rows that were decided; {@code seed} is that of resampling. */
    public Segments(Decisions decisions, long seed) {
        this.decisions = decisions;
        this.whole = Scores.of(decisions);
        this.losses = Contributions.logLosses(decisions.predictions());
        this.intervals = new MeanIntervals(seed);
    }

    /**
     * @param baseRate the share of the positive class; with more than two classes, of the segment's most frequent one
     * @param logLossInterval 95 %, absent where there are too few rows to judge
     * @param rocAuc absent where the segment's rows are of one class; with more than two classes over those that occur
     * @param gap the segment's figures less those of all rows
     */
    public record Segment(
            String name,
            int rows,
            double baseRate,
            double accuracy,
            double logLoss,
            @Nullable ConfidenceInterval logLossInterval,
            @Nullable Double rocAuc,
            Gap gap) {}

    /** In the figures' own units: a negative accuracy or ROC-AUC, or a positive log-loss, is a worse segment. */
    public record Gap(
            double accuracy, double logLoss, @Nullable Double rocAuc) {}

    /**
     * The segments that have rows, in the order of their names.
     *
     * @throws IllegalArgumentException if the grouping is of another number of rows
     */
    public List<Segment> by(Grouping grouping) {
        Predictions predictions = decisions.predictions();
        if (grouping.group().length != predictions.rows()) {
            throw new IllegalArgumentException("A grouping of %d rows does not fit %d predictions"
                    .formatted(grouping.group().length, predictions.rows()));
        }
        List<Segment> segments = new ArrayList<>();
        int[][] members = members(grouping);
        for (int g = 0; g < members.length; g++) {
            if (members[g].length > 0) {
                segments.add(segment(grouping.names().get(g), members[g]));
            }
        }
        return List.copyOf(segments);
    }

    private Segment segment(String name, int[] members) {
        Predictions rows = decisions.predictions().only(members);
        Metrics own = Scores.of(new Decisions(rows, decisions.threshold()));
        Gap gap = new Gap(
                own.accuracy() - whole.accuracy(),
                own.logLoss() - whole.logLoss(),
                known(own.rocAuc() - whole.rocAuc()));
        return new Segment(
                name,
                rows.rows(),
                baseRate(rows),
                own.accuracy(),
                own.logLoss(),
                intervals.of(losses, members),
                known(own.rocAuc()),
                gap);
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double baseRate(Predictions rows) {
        int[] counts = new int[rows.classes()];
        for (int row = 0; row < rows.rows(); row++) {
            counts[rows.classOf(row)]++;
        }
        int most = 0;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        return (double) (rows.binary() ? counts[rows.positive()] : most) / rows.rows();
    }

    /** The rows of every group, in order. */
    private static int[][] members(Grouping grouping) {
        int[] counts = new int[grouping.names().size()];
        for (int g : grouping.group()) {
            counts[g]++;
        }
        int[][] members = new int[counts.length][];
        for (int g = 0; g < counts.length; g++) {
            members[g] = new int[counts[g]];
        }
        int[] filled = new int[counts.length];
        for (int row = 0; row < grouping.group().length; row++) {
            int g = grouping.group()[row];
            members[g][filled[g]++] = row;
        }
        return members;
    }
}
