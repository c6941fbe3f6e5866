package dev.tryops.api.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** Number literals, mostly such that converting them is hard. */
final class Numbers {

    private static final List<String> ZEROES =
            List.of("0 -0 0.0 -0.0 0e0 -0e5 0e-7 0.000E+9 0e999 -0.0e-99999 0e9999999999".split(" "));

    /** Of floats and doubles the largest, the smallest, and what is half a step away from them. */
    private static final List<String> EDGES = List.of("""
            3.4028235e38 -3.4028234663852886e38 3.4028235677973365e38 3.4028235677973366e38 3.4028236e38 1e39
            3.40282356779733661637539395458142568447e38 1.4e-45 7.006492321624085e-46 7.00649232162408613e-46
            7.0064923216240853546186479164495806564013097093825788587853e-46 1.17549435e-38 1.1754943157898259e-38
            4.9e-324 2.4703282292062327e-324 1e-400 -1e-9999999999 1.7976931348623157e308 1e400 1E+99999999999""".strip().split("\\s+"));

    private static final List<BigInteger> STEPS = List.of(
            BigInteger.TWO.pow(24),
            BigInteger.TWO.pow(31),
            BigInteger.TWO.pow(53),
            BigInteger.TWO.pow(63),
            BigInteger.TWO.pow(64),
            BigInteger.TWO.pow(100),
            BigInteger.TEN.pow(18),
            BigInteger.TEN.pow(22));

    private Numbers() {}

    static String real(Choices choices) {
        return switch (choices.below(12)) {
            case 0 -> choices.of(ZEROES);
            case 1 -> choices.of(EDGES);
            case 2, 3 -> choices.below(1_000) + "." + choices.below(100);
            case 4 -> digits(choices, 1 + choices.below(20)) + "." + fraction(choices, 1 + choices.below(30));
            case 5 -> Float.toString(finite(choices));
            case 6 -> between(choices, new BigDecimal(finite(choices)), false);
            case 7 -> between(choices, new BigDecimal(finite(choices)), true);
            case 8 -> shifted(choices, digits(choices, 1 + choices.below(30)), choices.below(60) - 30);
            case 9 -> shifted(choices, digits(choices, 1 + choices.below(20)), choices.below(90) - 55);
            case 10 -> long100(choices);
            default -> integer(choices);
        };
    }

    /** A literal of an integer, not always written as one. */
    static String integer(Choices choices) {
        String plain = (choices.oneIn(8) ? "-" : "") + whole(choices);
        return switch (choices.below(8)) {
            case 0 -> plain + ".0";
            case 1 -> plain + "." + "0".repeat(1 + choices.below(20));
            case 2 -> plain + choices.of(List.of("e0", "E0", "e+0", "e-0", ".0e0", "e00"));
            case 3 -> plain.endsWith("0") ? plain : plain + "000e-3";
            case 4 -> plain + "e" + choices.below(20);
            case 5 -> tenth(plain, choices);
            default -> plain;
        };
    }

    /** A literal of 0 or 1. */
    static String bit(Choices choices) {
        return choices.of(List.of("0", "1", "1.0", "0.0", "1e0", "10e-1", "0.1e1", "-0", "-0.0", "0e7", "100E-2"));
    }

    private static String whole(Choices choices) {
        return switch (choices.below(6)) {
            case 0 ->
                choices.of(STEPS).add(BigInteger.valueOf(choices.below(9) - 4)).toString();
            case 1 -> digits(choices, 1 + choices.below(37));
            case 2 -> Integer.toString(choices.below(100_000));
            default -> Integer.toString(choices.below(100));
        };
    }

    private static String tenth(String whole, Choices choices) {
        int sign = whole.startsWith("-") ? 1 : 0;
        return whole.length() - sign < 2
                ? whole
                : whole.substring(0, sign + 1) + "." + whole.substring(sign + 1) + choices.of(List.of("e", "E+"))
                        + (whole.length() - sign - 1);
    }

    /** Next to the middle of two floats, or of two doubles, or right on it. */
    private static String between(Choices choices, BigDecimal start, boolean ofDoubles) {
        BigDecimal next = ofDoubles
                ? new BigDecimal(Math.nextUp(start.doubleValue()))
                : new BigDecimal(Math.min(Float.MAX_VALUE, Math.nextUp(start.floatValue())));
        BigDecimal middle = start.add(next).divide(BigDecimal.TWO);
        BigDecimal near = switch (choices.below(4)) {
            case 0 -> middle.add(middle.ulp());
            case 1 -> middle.subtract(middle.ulp());
            case 2 -> middle.add(middle.scaleByPowerOfTen(-17 - choices.below(20)));
            default -> middle;
        };
        return near.toString();
    }

    private static String long100(Choices choices) {
        String literal = choices.below(10) + "." + digits(choices, 40) + digits(choices, 58);
        return choices.oneIn(4) ? literal + choices.below(10) : literal;
    }

    private static String shifted(Choices choices, String digits, int exponent) {
        return digits + choices.of(List.of("e", "E")) + (exponent >= 0 && choices.oneIn(2) ? "+" : "") + exponent;
    }

    private static String digits(Choices choices, int count) {
        return (1 + choices.below(9)) + fraction(choices, count - 1);
    }

    private static String fraction(Choices choices, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(choices.below(10));
        }
        return digits.toString();
    }

    private static float finite(Choices choices) {
        int bits = (int) choices.bits();
        if (choices.oneIn(4)) {
            bits &= 0x80ffffff; // among the smallest
        }
        float value = Float.intBitsToFloat(bits);
        return Float.isFinite(value) ? value : 1 + choices.below(100) / 7f;
    }
}
