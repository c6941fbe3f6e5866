package dev.tryops.training.data;

/** The number literals that are accepted: decimal, with an optional sign, point and exponent. */
final class Numbers {

    private static final int MAX_LONG_DIGITS = 19;

    /** Integers of so many digits are doubles without any rounding. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Numbers() {}

    /** Whether {@code Double.parseDouble} reads {@code text}, and as a person would: no hexadecimals, no suffixes. */
    static boolean looksLikeOne(String text) {
        int i = skipSign(text, 0);
        int whole = skipDigits(text, i);
        int end = whole;
        if (end < text.length() && text.charAt(end) == '.') {
            end = skipDigits(text, end + 1);
        }
        boolean hasDigits = end - i > (end > whole ? 1 : 0);
        return hasDigits && skipExponent(text, end) == text.length();
    }

    private static int skipExponent(String text, int i) {
        if (i >= text.length() || (text.charAt(i) | 0x20) != 'e') {
            return i;
        }
        int digits = skipSign(text, i + 1);
        int end = skipDigits(text, digits);
        return end > digits ? end : i;
    }

    private static int skipSign(String text, int i) {
        return i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+') ? i + 1 : i;
    }

    private static int skipDigits(String text, int i) {
        int end = i;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Whether the number in {@code text} is written as an integer and fits 64 bits. */
    static boolean isLong(String text) {
        int digits = skipSign(text, 0);
        if (skipDigits(text, digits) != text.length()) {
            return false;
        }
        if (text.length() - digits < MAX_LONG_DIGITS) {
            return true;
        }
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The value of a literal that {@link #looksLikeOne}. */
    static double value(String text) {
        double plain = plainValue(text);
        return Double.isNaN(plain) ? Double.parseDouble(text) : plain;
    }

    /**
     * The value of a literal of few digits without an exponent, as nearly all are, or else NaN. It is a quotient of two
     * numbers that doubles hold exactly, which a division rounds as it should be (Clinger 1990).
     */
    static double plainValue(String text) {
        int first = skipSign(text, 0);
        int length = text.length();
        if (length - first > EXACT_DIGITS) {
            return Double.NaN;
        }
        long value = 0;
        int point = -1;
        for (int i = first; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = 10 * value + (c - '0');
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        if (length - first == (point < 0 ? 0 : 1)) {
            return Double.NaN; // no digit
        }
        double exact = value / POWERS_OF_TEN[point < 0 ? 0 : length - 1 - point];
        return text.charAt(0) == '-' ? -exact : exact;
    }

    /** Whether an integer is written as codes are, such as 01234: as a number it would lose its zeros. */
    static boolean hasLeadingZero(String text) {
        int digits = skipSign(text, 0);
        return text.length() > digits + 1 && text.charAt(digits) == '0' && skipDigits(text, digits) == text.length();
    }

    static boolean areEqual(String a, String b) {
        return looksLikeOne(a) && looksLikeOne(b) && value(a) == value(b);
    }
}
