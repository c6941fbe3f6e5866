package dev.tryops.training.data;

/** The number literals that are accepted: decimal, with an optional sign, point and exponent. */
final class Numbers {

    private static final int MAX_LONG_DIGITS = 19;

    /** Integers of fewer digits than this are doubles without any rounding. */
    private static final int EXACT_DIGITS = 16;

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
        int digits = skipSign(text, 0);
        if (text.length() - digits >= EXACT_DIGITS || skipDigits(text, digits) != text.length()) {
            return Double.parseDouble(text);
        }
        long value = 0;
        for (int i = digits; i < text.length(); i++) {
            value = 10 * value + (text.charAt(i) - '0');
        }
        return text.charAt(0) == '-' ? -(double) value : value;
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
