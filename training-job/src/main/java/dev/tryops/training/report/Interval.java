package dev.tryops.training.report;

/** A closed interval of finite numbers; everywhere in a report it is one of 95 % confidence. */
public record Interval(double low, double high) {

    public Interval {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("Not an interval: " + low + " … " + high);
        }
    }

    boolean contains(double value) {
        return low <= value && value <= high;
    }
}
