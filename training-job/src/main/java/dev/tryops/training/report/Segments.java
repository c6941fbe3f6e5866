package dev.tryops.training.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measure on parts of the hold-out, in any order; the page puts the worst first.
 *
 * @param overall the measure on all rows
 */
public record Segments(String measure, boolean higherIsBetter, double overall, List<Segment> parts) {

    public Segments {
        parts = List.copyOf(parts);
    }

    /**
     * The rows with one value, or one range of values, in one column.
     *
     * @param interval null where there are too few rows to judge
     * @param rocAuc null where the rows are of one class
     */
    public record Segment(
            String column,
            String value,
            long rows,
            double measured,
            @Nullable Interval interval,
            double accuracy,
            @Nullable Double rocAuc) {}
}
