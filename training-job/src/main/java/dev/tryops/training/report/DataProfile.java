package dev.tryops.training.report;

import dev.tryops.model.Histogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read.
 *
 * @param rows that were used, after skipping
 * @param skipped how many rows were left out, per reason
 */
public record DataProfile(long rows, List<Column> columns, List<Warning> warnings, List<Skipped> skipped) {

    public DataProfile {
        columns = List.copyOf(columns);
        warnings = List.copyOf(warnings);
        skipped = List.copyOf(skipped);
        if (rows < 0) {
            throw new IllegalArgumentException("Rows are not negative: " + rows);
        }
    }

    /**
     * One column, the target among them.
     *
     * @param type as the schema names it
     * @param missing rows without a value, 0 … {@link #rows}
     */
    public record Column(String name, String type, long missing, long distinct, Values values) {}

    /** The values that were there. */
    public sealed interface Values {}

    /** Numbers, in the column's own unit; the standard deviation is that of the sample. */
    public record Numeric(
            double mean,
            double standardDeviation,
            Quantiles quantiles,
            @Nullable Histogram histogram) implements Values {}

    /** The values below which 0, 5, 25, 50, 75, 95 and 100 % of the rows lie. */
    public record Quantiles(double min, double p5, double p25, double median, double p75, double p95, double max) {

        List<Double> ascending() {
            return List.of(min, p5, p25, median, p75, p95, max);
        }
    }

    /**
     * Categories, the most frequent first.
     *
     * @param otherRows rows of the categories that {@code top} does not list
     */
    public record Categorical(List<Category> top, long otherRows) implements Values {

        public Categorical {
            top = List.copyOf(top);
        }
    }

    /** A category and its rows. */
    public record Category(String name, long rows) {}

    /**
     * Something a person should look at.
     *
     * @param kind in a few words, such as "suspected target leakage"
     * @param sentence what was found, where, and what it may mean
     */
    public record Warning(String kind, String sentence) {}

    /** Rows that were left out for one reason. */
    public record Skipped(String reason, long rows) {}
}
