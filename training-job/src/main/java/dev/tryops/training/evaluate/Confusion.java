package dev.tryops.training.evaluate;

/** How often rows of one class were decided to be of another. */
public final class Confusion {

    private final int classes;
    private final int[] counts;

    private Confusion(int classes, int[] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /** Of two classes by {@code threshold}, of more by the most likely one. */
    public static Confusion of(Predictions predictions, double threshold) {
        Decisions decisions = new Decisions(predictions, threshold);
        int classes = predictions.classes();
        int[] counts = new int[classes * classes];
        for (int row = 0; row < predictions.rows(); row++) {
            counts[predictions.classOf(row) * classes + decisions.of(row)]++;
        }
        return new Confusion(classes, counts);
    }

    public int classes() {
        return classes;
    }

    /** The rows that are of class {@code actual} and were taken for {@code decided}. */
    public int count(int actual, int decided) {
        return counts[actual * classes + decided];
    }
}
