package dev.tryops.training.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Estimates and their intervals, one per row of a table, on a common axis. Places are percentages, so that the column
 * may be as wide as the screen allows while circles stay round.
 */
final class Track {

    private static final double MARGIN = 6; // percent, for the labels of the outer ticks

    /** One estimate; its interval may be unknown. */
    record Mark(double estimate, @Nullable Interval interval) {}

    private final Axis axis;
    private final double reference;

    private Track(Axis axis, double reference) {
        this.axis = axis;
        this.reference = reference;
    }

    /**
     * Wide enough for all estimates and {@code reference}; intervals that reach out further than three times as far as
     * any estimate are cut, so that one wild interval does not squeeze all others.
     */
    static Track of(List<Mark> marks, double reference) {
        double reach = marks.stream()
                .mapToDouble(mark -> Math.abs(mark.estimate - reference))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double low = reference - reach;
        double high = reference + reach;
        for (Mark mark : marks) {
            if (mark.interval != null) {
                low = Math.min(low, Math.max(mark.interval.low(), reference - 3 * reach));
                high = Math.max(high, Math.min(mark.interval.high(), reference + 3 * reach));
            }
        }
        return new Track(Axis.within(low, high, 7), reference);
    }

    void row(Markup out, Mark mark, String kind, String tooltip) {
        out.open("svg", "class", "track", "role", "img", "aria-label", tooltip).tooltip(tooltip);
        grid(out);
        if (mark.interval != null) {
            whisker(out, mark.interval, kind);
        }
        if (Double.isFinite(mark.estimate)) {
            out.empty("circle", "class", kind, "cx", percent(mark.estimate), "cy", "50%", "r", "4");
        }
        out.close();
    }

    /** The axis under the rows. */
    void foot(Markup out) {
        out.open("svg", "class", "track foot", "aria-hidden", "true");
        axis.ticks().forEach(tick -> {
            String at = percent(tick.doubleValue());
            out.empty("line", "class", "grid", "x1", at, "x2", at, "y1", "0", "y2", "5");
            out.element(
                    "text",
                    axis.label(tick),
                    "class",
                    axis.even(tick) ? "tick mid" : "tick mid odd",
                    "x",
                    at,
                    "y",
                    "18");
        });
        out.close();
    }

    private void grid(Markup out) {
        axis.ticks().forEach(tick -> upright(out, "grid", tick.doubleValue()));
        upright(out, "zero", reference);
    }

    private void upright(Markup out, String kind, double value) {
        String at = percent(value);
        out.empty("line", "class", kind, "x1", at, "x2", at, "y1", "0", "y2", "100%");
    }

    private void whisker(Markup out, Interval interval, String kind) {
        String left = percent(interval.low());
        String right = percent(interval.high());
        out.empty("line", "class", "whisker " + kind, "x1", left, "x2", right, "y1", "50%", "y2", "50%");
        if (interval.low() < axis.low()) {
            out.element("text", "‹", "class", "cut end", "x", left, "y", "50%", "dy", "4");
        }
        if (interval.high() > axis.high()) {
            out.element("text", "›", "class", "cut", "x", right, "y", "50%", "dy", "4");
        }
    }

    private String percent(double value) {
        return Figures.place(MARGIN + axis.position(value) * (100 - 2 * MARGIN)) + "%";
    }
}
