package dev.tryops.training.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A stretch of numbers with marks at round ones: multiples of 1, 2 or 5 times a power of ten. */
record Axis(double low, double high, List<BigDecimal> ticks) {

    private static final double[] ROUND = {1, 2, 5, 10};
    private static final double PLAIN_BELOW = 1e6;

    /** From 0 to 1 by fifths. */
    static Axis ofRates() {
        return covering(0, 1, 5);
    }

    /** All of {@code low … high}, both finite, in about {@code steps} steps. */
    static Axis covering(double low, double high, int steps) {
        double least = Math.max(Math.abs(low), Math.abs(high)) * 1e-9; // a double has digits for that
        if (high - low <= least) {
            double room = low == 0 ? 1 : Math.abs(low) / 10;
            return covering(low - room, high + room, steps);
        }
        BigDecimal step = roundStep((high - low) / steps);
        long first = (long) Math.floor(low / step.doubleValue() + 1e-9);
        long last = (long) Math.ceil(high / step.doubleValue() - 1e-9);
        List<BigDecimal> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return new Axis(ticks.getFirst().doubleValue(), ticks.getLast().doubleValue(), List.copyOf(ticks));
    }

    /** {@code low … high} as it is, with the round numbers that lie in it. */
    static Axis within(double low, double high, int steps) {
        Axis around = covering(low, high, steps);
        List<BigDecimal> inside = around.ticks.stream()
                .filter(tick -> tick.doubleValue() >= low && tick.doubleValue() <= high)
                .toList();
        return inside.size() < 2 ? around : new Axis(low, high, inside);
    }

    /** Where {@code value} lies between the ends, 0 … 1; what lies outside is at the end. */
    double position(double value) {
        return Math.clamp((value - low) / (high - low), 0, 1);
    }

    /** True for every other tick, zero among them: those that keep their labels where room is short. */
    boolean even(BigDecimal tick) {
        BigDecimal step = ticks.get(1).subtract(ticks.getFirst());
        return tick.remainder(step.multiply(BigDecimal.TWO)).signum() == 0;
    }

    String label(BigDecimal tick) {
        double size = Math.max(Math.abs(low), Math.abs(high));
        if (tick.signum() == 0) {
            return "0";
        }
        if (size >= PLAIN_BELOW || size < 1 / PLAIN_BELOW) {
            return Figures.value(tick.doubleValue());
        }
        int decimals = Math.max(0, tick.scale());
        return Figures.minus(String.format(Locale.ROOT, "%,." + decimals + "f", tick));
    }

    private static BigDecimal roundStep(double raw) {
        int exponent = (int) Math.floor(Math.log10(raw));
        double power = Math.pow(10, exponent);
        for (double round : ROUND) {
            if (raw <= round * power * (1 + 1e-9)) {
                return BigDecimal.valueOf((long) round).scaleByPowerOfTen(exponent);
            }
        }
        return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
    }
}
