package dev.tryops.training.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them; a number that is none is a dash. */
final class Figures {

    static final String NONE = "–";

    private static final MathContext SIGNIFICANT = new MathContext(4);
    private static final double PLAIN_FROM = 1e-4;
    private static final double PLAIN_BELOW = 1e6;

    private Figures() {}

    static String count(long count) {
        return minus(String.format(Locale.ROOT, "%,d", count));
    }

    /** Of a thing or of several. */
    static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    /** A rate or a loss: four decimals. */
    static String measure(double value) {
        return Double.isFinite(value) ? minus(unsignedZero(String.format(Locale.ROOT, "%.4f", value))) : NONE;
    }

    /** A difference: four decimals and its sign. */
    static String signed(double value) {
        String measure = measure(value);
        return value > 0 && !measure.equals("0.0000") && !measure.equals(NONE) ? "+" + measure : measure;
    }

    static String interval(@Nullable Interval interval) {
        return interval == null ? NONE : measure(interval.low()) + " … " + measure(interval.high());
    }

    /** Of a difference. */
    static String signedInterval(@Nullable Interval interval) {
        return interval == null ? NONE : signed(interval.low()) + " … " + signed(interval.high());
    }

    /** Four significant digits, in any unit. */
    static String value(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size != 0 && (size < PLAIN_FROM || size >= PLAIN_BELOW)) {
            return minus(String.format(Locale.ROOT, "%.2e", value).replaceFirst("e\\+?(-?)0*", "e$1"));
        }
        BigDecimal rounded = new BigDecimal(value).round(SIGNIFICANT).stripTrailingZeros();
        boolean small = Math.abs(rounded.doubleValue()) < 1_000;
        return minus(small ? rounded.toPlainString() : String.format(Locale.ROOT, "%,.0f", value));
    }

    /** {@code part} of {@code whole}; what is more than none and less than all stays so after rounding. */
    static String percent(long part, long whole) {
        if (whole <= 0) {
            return NONE;
        }
        double percent = 100.0 * part / whole;
        if (percent > 0 && percent < 0.1) {
            return "< 0.1\u00A0%";
        }
        if (percent > 99.9 && percent < 100) {
            return "> 99.9\u00A0%";
        }
        return String.format(Locale.ROOT, part == 0 || part == whole ? "%.0f\u00A0%%" : "%.1f\u00A0%%", percent);
    }

    static String duration(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes == 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return minutes < 60
                ? minutes + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** A place in a drawing: two decimals are finer than any screen. */
    static String place(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0
                ? Long.toString(hundredths / 100)
                : BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
    }

    static String minus(String number) {
        return number.replace('-', '−');
    }

    private static String unsignedZero(String number) {
        return number.equals("-0.0000") ? "0.0000" : number;
    }
}
