package dev.tryops.bench;

import java.util.Locale;

/** What a figure is held against: {@code reach} is demanded, {@code aim} is hoped for. */
record Goal(boolean atMost, double reach, double aim) {

    static Goal atLeast(double reach, double aim) {
        return new Goal(false, reach, aim);
    }

    static Goal atMost(double reach, double aim) {
        return new Goal(true, reach, aim);
    }

    String verdict(double value) {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        return meets(value, aim) ? "aim" : meets(value, reach) ? "reach" : "missed";
    }

    private boolean meets(double value, double bound) {
        return atMost ? value <= bound : value >= bound;
    }

    String reachText() {
        return text(reach);
    }

    String aimText() {
        return text(aim);
    }

    private String text(double bound) {
        String sign = atMost ? "≤ " : "≥ ";
        return sign
                + (bound == Math.rint(bound) ? Long.toString((long) bound) : String.format(Locale.ROOT, "%s", bound));
    }
}
