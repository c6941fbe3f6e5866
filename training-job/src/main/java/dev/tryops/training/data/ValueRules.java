package dev.tryops.training.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the caller says about the values of columns; a row with another value is bad. Missing values are not judged. */
public final class ValueRules {

    public static final ValueRules NONE = new ValueRules(List.of(), List.of());

    private final Map<String, Range> ranges = new HashMap<>();
    private final Map<String, Set<String>> allowed = new HashMap<>();

    /**
     * Reads {@code col=min..max}, of which one bound may be left out, and {@code col=a|b|c}; what is not of that form is
     * an {@link IllegalArgumentException}.
     */
    public ValueRules(List<String> ranges, List<String> allowed) {
        ranges.forEach(text -> this.ranges.put(column("--range", text), Range.parse(text)));
        allowed.forEach(text -> this.allowed.put(
                column("--allow", text), Set.of(distinct(value(text).split("\\|")))));
    }

    private static String column(String option, String text) {
        int end = text.lastIndexOf('=');
        if (end <= 0 || end == text.length() - 1) {
            throw new IllegalArgumentException("%s is %s, not '%s'"
                    .formatted(option, option.equals("--range") ? "column=min..max" : "column=a|b|c", text));
        }
        return text.substring(0, end);
    }

    private static String value(String text) {
        return text.substring(text.lastIndexOf('=') + 1);
    }

    private static String[] distinct(String[] values) {
        List<String> distinct = new ArrayList<>();
        for (String value : values) {
            if (!distinct.contains(value.strip())) {
                distinct.add(value.strip());
            }
        }
        return distinct.toArray(String[]::new);
    }

    Set<String> columnsWithRange() {
        return ranges.keySet();
    }

    Set<String> columnsWithList() {
        return allowed.keySet();
    }

    Set<String> columns() {
        Set<String> all = new HashSet<>(ranges.keySet());
        all.addAll(allowed.keySet());
        return all;
    }

    /** What speaks against {@code text}, a value that is there, in {@code column}. */
    Optional<Problem> check(long line, String column, String text) {
        Range range = ranges.get(column);
        if (range != null && Numbers.looksLikeOne(text) && !range.holds(Double.parseDouble(text))) {
            return Optional.of(Problem.inColumn(
                    Reason.OUT_OF_RANGE,
                    line,
                    column,
                    Fault.shortened(text) + " is outside " + range,
                    "Correct the value, or widen --range"));
        }
        Set<String> list = allowed.get(column);
        if (list != null && !list.contains(text) && list.stream().noneMatch(value -> Numbers.areEqual(value, text))) {
            return Optional.of(Problem.inColumn(
                    Reason.NOT_ALLOWED,
                    line,
                    column,
                    "'" + Fault.shortened(text) + "' is none of the values that --allow lists",
                    "Correct the value, or add it to --allow"));
        }
        return Optional.empty();
    }

    private record Range(double min, double max, String text) {

        static Range parse(String rule) {
            String text = value(rule);
            int dots = text.indexOf("..");
            if (dots >= 0) {
                String low = text.substring(0, dots).strip();
                String high = text.substring(dots + 2).strip();
                if (isBound(low) && isBound(high) && !(low.isEmpty() && high.isEmpty())) {
                    double min = low.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(low);
                    double max = high.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(high);
                    if (min <= max) {
                        return new Range(min, max, text);
                    }
                }
            }
            throw new IllegalArgumentException(
                    "--range is column=min..max with numbers of which the first is the smaller, not '" + rule + "'");
        }

        private static boolean isBound(String text) {
            return text.isEmpty() || Numbers.looksLikeOne(text);
        }

        boolean holds(double value) {
            return value >= min && value <= max;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
