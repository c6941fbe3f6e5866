package dev.tryops.training.data;

import java.util.regex.Pattern;

/** How many bad rows are skipped before the data as a whole counts as bad: a number, or a percentage of all rows. */
public record BadRowLimit(double value, boolean percent) {

    public static final BadRowLimit NONE = new BadRowLimit(0, false);

    private static final Pattern FORMAT = Pattern.compile("\\d{1,12}|\\d{1,3}(\\.\\d{1,6})?%");

    /** Reads {@code 25} or {@code 0.5%}; anything else is an {@link IllegalArgumentException}. */
    public static BadRowLimit parse(String text) {
        boolean percent = text.endsWith("%");
        if (!FORMAT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "--max-bad-rows is a number such as 25 or a percentage such as 0.5%, not '" + text + "'");
        }
        double value = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
        if (percent && value > 100) {
            throw new IllegalArgumentException("--max-bad-rows is at most 100%, not " + text);
        }
        return new BadRowLimit(value, percent);
    }

    boolean allows(long bad, long rows) {
        return percent ? 100.0 * bad <= value * rows : bad <= value;
    }

    @Override
    public String toString() {
        String number = value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
        return percent ? number + "%" : number;
    }
}
