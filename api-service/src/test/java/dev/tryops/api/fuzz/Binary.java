package dev.tryops.api.fuzz;

import java.math.BigInteger;

/** A binary floating-point number: {@code mantissa} · 2^{@code exponent}. */
record Binary(BigInteger mantissa, int exponent, Format format) {

    static final Format DOUBLE = new Format(53, -1074, 1024);
    static final Format FLOAT = new Format(24, -149, 128);

    /**
     * The number of this format next to a positive fraction; ties to even. IEEE 754-2019, section 4.3.1, in whole numbers
     * and without a limit: it is slow, and there is nothing in it to get wrong.
     */
    static Binary nearest(BigInteger numerator, BigInteger denominator, Format format) {
        int exponent = Math.max(format.smallest, numerator.bitLength() - denominator.bitLength() - format.precision);
        BigInteger[] parts = divide(numerator, denominator, exponent);
        if (parts[0].bitLength() > format.precision) {
            parts = divide(numerator, denominator, ++exponent);
        }
        int half = parts[1].shiftLeft(1).compareTo(parts[2]);
        boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
        return new Binary(up ? parts[0].add(BigInteger.ONE) : parts[0], exponent, format);
    }

    /** Quotient, remainder and divisor of a fraction in units of 2^{@code exponent}. */
    private static BigInteger[] divide(BigInteger numerator, BigInteger denominator, int exponent) {
        BigInteger divisor = denominator.shiftLeft(Math.max(0, exponent));
        BigInteger[] parts = numerator.shiftLeft(Math.max(0, -exponent)).divideAndRemainder(divisor);
        return new BigInteger[] {parts[0], parts[1], divisor};
    }

    double value() {
        return mantissa.bitLength() + exponent > format.end
                ? Double.POSITIVE_INFINITY
                : Math.scalb(mantissa.doubleValue(), exponent);
    }

    /**
     * Which numbers there are.
     *
     * @param precision bits of the mantissa
     * @param smallest exponent of the smallest step
     * @param end of the exponents: 2^{@code end} is too large
     */
    record Format(int precision, int smallest, int end) {}
}
