package dev.tryops.training.evaluate;

/** How the probability of one class is spread over rows of each true class: {@value #BINS} equally wide bins of 0 … 1. */
public final class ScoreHistogram {

    public static final int BINS = 20;

    private final int[] counts;

    private ScoreHistogram(int[] counts) {
        this.counts = counts;
    }

    /** Of the positive class's probability. */
    public static ScoreHistogram of(Predictions predictions) {
        return of(predictions, predictions.positive());
    }

    /** Of the probability of class {@code k}. */
    public static ScoreHistogram of(Predictions predictions, int k) {
        int[] counts = new int[predictions.classes() * BINS];
        for (int row = 0; row < predictions.rows(); row++) {
            int bin = Math.min((int) (predictions.probability(row, k) * BINS), BINS - 1);
            counts[predictions.classOf(row) * BINS + bin]++;
        }
        return new ScoreHistogram(counts);
    }

    /** Rows of class {@code actual} whose probability lies in {@code bin / 20} (inclusive) … {@code (bin + 1) / 20}. */
    public int count(int actual, int bin) {
        return counts[actual * BINS + bin];
    }
}
