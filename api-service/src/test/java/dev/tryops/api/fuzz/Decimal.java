package dev.tryops.api.fuzz;

import java.math.BigInteger;

/** A number exactly as a JSON literal says it: ±{@code digits} · 10^{@code exponent}. Both may be of any size. */
public record Decimal(boolean negative, BigInteger digits, BigInteger exponent) {

    /** Beyond 10^±this, whatever a literal of some hundred characters says has overflowed or underflowed. */
    private static final BigInteger FAR = BigInteger.valueOf(2_000);

    /** Of a literal that JSON's grammar allows. */
    public static Decimal of(String literal) {
        boolean negative = literal.startsWith("-");
        String[] parts = literal.substring(negative ? 1 : 0).split("[eE]", 2);
        int point = parts[0].indexOf('.');
        int places = point < 0 ? 0 : parts[0].length() - point - 1;
        BigInteger exponent = parts.length == 1 ? BigInteger.ZERO : new BigInteger(parts[1]);
        return new Decimal(
                negative, new BigInteger(parts[0].replace(".", "")), exponent.subtract(BigInteger.valueOf(places)));
    }

    public boolean isInteger() {
        if (digits.signum() == 0 || exponent.signum() >= 0) {
            return true;
        }
        if (exponent.negate().compareTo(FAR) > 0) {
            return false;
        }
        return digits.mod(BigInteger.TEN.pow(-exponent.intValueExact())).signum() == 0;
    }

    /** Whether a signed integer of 64 bits says the same; it has no −0. */
    public boolean isLong() {
        return isInteger()
                && !(negative && digits.signum() == 0)
                && (digits.signum() == 0 || exponent.compareTo(FAR) < 0)
                && integer().bitLength() < Long.SIZE;
    }

    public BigInteger integer() {
        if (digits.signum() == 0) {
            return BigInteger.ZERO;
        }
        int shift = exponent.intValueExact();
        BigInteger size =
                shift >= 0 ? digits.multiply(BigInteger.TEN.pow(shift)) : digits.divide(BigInteger.TEN.pow(-shift));
        return negative ? size.negate() : size;
    }

    /** The nearest double, of two as near the even one; infinite from half a step beyond the largest on. */
    public double toDouble() {
        double size;
        if (digits.signum() == 0 || exponent.negate().compareTo(FAR) > 0) {
            size = 0;
        } else if (exponent.compareTo(FAR) > 0) {
            size = Double.POSITIVE_INFINITY;
        } else {
            int shift = exponent.intValueExact();
            size = Binary.nearest(
                            digits.multiply(BigInteger.TEN.pow(Math.max(0, shift))),
                            BigInteger.TEN.pow(Math.max(0, -shift)),
                            Binary.DOUBLE)
                    .value();
        }
        return negative ? -size : size;
    }

    /** The nearest float of the nearest double. */
    public float toFloat() {
        double value = toDouble();
        if (value == 0 || Double.isInfinite(value)) {
            return (float) value;
        }
        int power = Math.max(Math.getExponent(value) - 60, -1074); // in this unit a double is a whole number
        BigInteger whole = BigInteger.valueOf((long) Math.scalb(Math.abs(value), -power));
        double size = Binary.nearest(
                        whole.shiftLeft(Math.max(0, power)),
                        BigInteger.ONE.shiftLeft(Math.max(0, -power)),
                        Binary.FLOAT)
                .value();
        return (float) (negative ? -size : size); // is a float already, or infinite
    }
}
