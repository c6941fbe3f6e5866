package dev.tryops.training.evaluate;

/** Where a figure would lie, 95 times in 100, on other rows drawn as these were. */
public record ConfidenceInterval(double low, double high) {

    public ConfidenceInterval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval does not run from %s to %s".formatted(low, high));
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
