package dev.tryops.bench;

import java.util.List;
import java.util.Locale;

/** A line of the table, cell by cell. */
record Line(List<String> cells) {

    static final Line HEAD =
            new Line(List.of("What", "Median", "Against", "Ratio", "Spread (rounds)", "Reach", "Aim", "Result"));

    /** A ratio that is told, and held against nothing. */
    static Line of(String what, String median, String against, Samples ratio) {
        return new Line(List.of(what, median, against, number(ratio.median()), spread(ratio), "", "", ""));
    }

    /** A ratio whose median is held against a goal. */
    static Line of(String what, String median, String against, Samples ratio, Goal goal) {
        return judged(what, median, against, ratio, ratio.median(), goal);
    }

    /** A ratio of which something else than the median is held against the goal. */
    static Line judged(String what, String median, String against, Samples ratio, double judged, Goal goal) {
        return new Line(List.of(
                what,
                median,
                against,
                number(judged),
                spread(ratio),
                goal.reachText(),
                goal.aimText(),
                goal.verdict(judged)));
    }

    /** What cannot be measured here, and why. */
    static Line missing(String what, String against, String why, Goal goal) {
        return new Line(List.of(what, why, against, "", "", goal.reachText(), goal.aimText(), ""));
    }

    private static String spread(Samples ratio) {
        return ratio.count() == 0
                ? ""
                : "%s–%s (%d)".formatted(number(ratio.min()), number(ratio.max()), ratio.count());
    }

    /** Three digits that count. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
