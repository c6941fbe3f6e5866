package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Reads a JSON number from its bytes, rounded to the nearest double, ties to even. A decimal of at most 15 digits times a
 * power of ten up to 10²² is two doubles that are exact, so that one operation rounds once (Clinger, How to Read
 * Floating Point Numbers Accurately, PLDI 1990, section 3); the others are left to {@link Double#parseDouble}.
 */
final class PlainNumber {

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long MOST_EXACT = 1_000_000_000_000_000L;
    /** Far beyond what a double holds, and far from overflow. */
    private static final int LARGEST_EXPONENT = 100_000;

    private byte[] bytes = {};
    private int start;
    private int length;
    private int at;
    /** The significant ones, as long as they are few enough to be exact. */
    private long digits;

    private double value;
    private boolean plainInteger;

    /** Where the number that begins at {@code from} ends, or -1 if none does. */
    int read(byte[] in, int from, int end) {
        bytes = in;
        start = from;
        at = from;
        length = end;
        digits = 0;
        boolean negative = skip('-');
        int first = at;
        int whole = readDigits();
        if (whole == 0 || bytes[first] == '0' && whole > 1) {
            return -1;
        }
        plainInteger = true;
        int exponent = 0;
        if (skip('.')) {
            plainInteger = false;
            exponent = -readDigits();
            if (exponent == 0) {
                return -1;
            }
        }
        if (skip('e') || skip('E')) {
            plainInteger = false;
            boolean down = skip('-');
            if (!down) {
                skip('+');
            }
            int power = readPower();
            if (power < 0) {
                return -1;
            }
            exponent += down ? -power : power;
        }
        value = exact(digits, exponent) ? scaled(negative ? -(double) digits : digits, exponent) : rounded();
        return at;
    }

    /** How many digits follow, which then are part of {@link #digits}. */
    private int readDigits() {
        int first = at;
        int next = first;
        long read = digits;
        for (; next < length && isDigit(bytes[next]); next++) {
            read = read < MOST_EXACT ? 10 * read + bytes[next] - '0' : Long.MAX_VALUE;
        }
        digits = read;
        at = next;
        return next - first;
    }

    /** The number that the digits make which follow, or -1 if none do. */
    private int readPower() {
        int first = at;
        int power = 0;
        for (; at < length && isDigit(bytes[at]); at++) {
            power = Math.min(LARGEST_EXPONENT, 10 * power + bytes[at] - '0');
        }
        return at == first ? -1 : power;
    }

    private boolean skip(char expected) {
        if (at < length && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean exact(long digits, int exponent) {
        return digits < MOST_EXACT && Math.abs(exponent) < POWERS_OF_TEN.length;
    }

    private static double scaled(double digits, int exponent) {
        return exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
    }

    private double rounded() {
        // A longer literal is refused; converting it would cost more than the request.
        return at - start > ValueFault.MAX_LITERAL ? Double.NaN : Double.parseDouble(literal());
    }

    private String literal() {
        return new String(bytes, start, at - start, US_ASCII);
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    double value() {
        return value;
    }

    /** Whether the number as it is written is an integer; as a double, 8.00000000000000001 would be one. */
    boolean isInteger() {
        return plainInteger || JsonValues.isInteger(literal());
    }
}
