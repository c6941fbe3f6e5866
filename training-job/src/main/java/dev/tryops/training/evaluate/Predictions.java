package dev.tryops.training.evaluate;

/**
 * What a model said of the rows of a hold-out, and what they were. The arrays are not copied: whoever hands them over
 * leaves them alone from then on.
 */
public final class Predictions {

    /** By how much a row's probabilities may miss 1: far more than 32-bit arithmetic loses, far less than a mistake. */
    private static final double SUM_TOLERANCE = 1e-3;

    private final int[] classes;
    private final int numberOfClasses;
    private final double[] probabilities;
    private final int positive;

    /**
     * As {@link #Predictions(int[], int, double[], int)}, with class 1 as the positive one of two.
     *
     * @param classes the true class of every row, each in 0 … {@code numberOfClasses - 1}
     * @param probabilities rows × classes, row after row
     */
    public Predictions(int[] classes, int numberOfClasses, double[] probabilities) {
        this(classes, numberOfClasses, probabilities, 1);
    }

    /**
     * @param positive the class that a threshold is about; of meaning with two classes only
     * @throws IllegalArgumentException without rows, if the shapes differ, a class is out of range, a probability lies
     *     outside 0 … 1, or those of a row do not add up to 1
     */
    public Predictions(int[] classes, int numberOfClasses, double[] probabilities, int positive) {
        require(classes.length > 0, "There are no rows to judge a model by");
        require(numberOfClasses >= 2, "A classifier tells two or more classes apart, not " + numberOfClasses);
        require(positive >= 0 && positive < numberOfClasses, "There is no class " + positive);
        require(
                probabilities.length == (long) classes.length * numberOfClasses,
                "%d rows of %d classes do not have %d probabilities"
                        .formatted(classes.length, numberOfClasses, probabilities.length));
        this.classes = classes;
        this.numberOfClasses = numberOfClasses;
        this.probabilities = probabilities;
        this.positive = positive;
        for (int row = 0; row < classes.length; row++) {
            check(row);
        }
    }

    public int rows() {
        return classes.length;
    }

    /** How many classes there are, whether or not each of them occurs. */
    public int classes() {
        return numberOfClasses;
    }

    /** The class that the row truly has. */
    public int classOf(int row) {
        return classes[row];
    }

    /** The probability that the model gave to class {@code k}. */
    public double probability(int row, int k) {
        return probabilities[row * numberOfClasses + k];
    }

    /** The class with the highest probability; of several, the first. */
    public int mostLikely(int row) {
        int best = 0;
        for (int k = 1; k < numberOfClasses; k++) {
            if (probability(row, k) > probability(row, best)) {
                best = k;
            }
        }
        return best;
    }

    /** Of two classes, the one that a threshold is about. */
    public int positive() {
        return positive;
    }

    /** Whether a threshold decides (two classes), or the most likely class (more). */
    public boolean binary() {
        return numberOfClasses == 2;
    }

    /** These rows only, in this order, as a copy. */
    public Predictions only(int[] rows) {
        int[] someClasses = new int[rows.length];
        double[] someProbabilities = new double[rows.length * numberOfClasses];
        for (int i = 0; i < rows.length; i++) {
            someClasses[i] = classes[rows[i]];
            System.arraycopy(
                    probabilities, rows[i] * numberOfClasses, someProbabilities, i * numberOfClasses, numberOfClasses);
        }
        return new Predictions(someClasses, numberOfClasses, someProbabilities, positive);
    }

    private void check(int row) {
        if (classes[row] < 0 || classes[row] >= numberOfClasses) {
            throw new IllegalArgumentException(
                    "Row %d has class %d, which is none of %d".formatted(row, classes[row], numberOfClasses));
        }
        double sum = 0;
        for (int k = 0; k < numberOfClasses; k++) {
            double probability = probability(row, k);
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException(
                        "Row %d gives class %d the probability %s".formatted(row, k, probability));
            }
            sum += probability;
        }
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("The probabilities of row %d add up to %s".formatted(row, sum));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
