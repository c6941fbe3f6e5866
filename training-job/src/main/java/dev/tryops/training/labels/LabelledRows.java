package dev.tryops.training.labels;

import dev.tryops.training.evaluate.Predictions;
import java.util.Arrays;

/** The rows whose class is known: for each, its class and its probabilities, four bytes apiece. */
final class LabelledRows {

    private static final int START = 1_024;

    private final Classes classes;
    private int[] actual = new int[START];
    private float[] probabilities;
    private int rows;

    LabelledRows(Classes classes) {
        this.classes = classes;
        this.probabilities = new float[START * classes.labels().size()];
    }

    void add(int actualClass, float[] ofRow) {
        if (rows == actual.length) {
            actual = Arrays.copyOf(actual, 2 * rows);
            probabilities = Arrays.copyOf(probabilities, Math.multiplyExact(2 * rows, ofRow.length));
        }
        actual[rows] = actualClass;
        System.arraycopy(ofRow, 0, probabilities, rows * ofRow.length, ofRow.length);
        rows++;
    }

    int size() {
        return rows;
    }

    /** There must be rows. */
    Predictions predictions() {
        int width = classes.labels().size();
        double[] wide = new double[rows * width];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = probabilities[i];
        }
        return new Predictions(Arrays.copyOf(actual, rows), width, wide, classes.positive());
    }
}
