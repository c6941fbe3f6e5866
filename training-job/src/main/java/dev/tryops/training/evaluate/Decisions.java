package dev.tryops.training.evaluate;

/**
 * What a model's probabilities amount to: of two classes the positive one from {@code threshold} on, of more the most
 * likely one, whatever the threshold.
 */
public record Decisions(Predictions predictions, double threshold) {

    public Decisions {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("A threshold is a probability, not " + threshold);
        }
    }

    /** The class that is decided for a row. */
    public int of(int row) {
        if (!predictions.binary()) {
            return predictions.mostLikely(row);
        }
        int positive = predictions.positive();
        return predictions.probability(row, positive) >= threshold ? positive : 1 - positive;
    }
}
