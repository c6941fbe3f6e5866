package dev.tryops.training.fit.newton;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Rows in memory, and the tables that {@code make_figures.py} draws, bit for bit. */
record Table(double[][] x, int[] classes) implements DesignMatrix {

    @Override
    public int rows() {
        return x.length;
    }

    @Override
    public int columns() {
        return x[0].length;
    }

    @Override
    public void read(int row, double[] into) {
        System.arraycopy(x[row], 0, into, 0, into.length);
    }

    @Override
    public int classOf(int row) {
        return classes[row];
    }

    @Override
    public String name(int column) {
        return "c" + column;
    }

    /** The same rows with one more column. */
    Table with(double[] column) {
        double[][] wider = IntStream.range(0, x.length)
                .mapToObj(row -> {
                    double[] values = Arrays.copyOf(x[row], x[row].length + 1);
                    values[x[row].length] = column[row];
                    return values;
                })
                .toArray(double[][]::new);
        return new Table(wider, classes);
    }

    double[] column(int column) {
        return Arrays.stream(x).mapToDouble(row -> row[column]).toArray();
    }

    /** With normal columns that share a cause, and the class with the highest of noisy linear scores. */
    static Table drawn(int rows, int columns, int classes, long seed, double shiftOfClass0) {
        Draws draws = new Draws(seed);
        double[][] x = new double[rows][columns];
        int[] y = new int[rows];
        for (int i = 0; i < rows; i++) {
            double common = draws.normal();
            for (int j = 0; j < columns; j++) {
                x[i][j] = 0.5 * common + draws.normal();
            }
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                double score = 2.0 * draws.normal() + (k == 0 ? shiftOfClass0 : 0.0);
                for (int j = 0; j < columns; j++) {
                    score += ((k * (j + 2)) % 4 - 1.0) * x[i][j];
                }
                if (score > best) {
                    best = score;
                    y[i] = k;
                }
            }
        }
        return new Table(x, y);
    }

    /** Knuth's MMIX generator; sums of twelve draws are nearly normal. */
    static final class Draws {

        private long state;

        Draws(long seed) {
            state = seed;
        }

        double uniform() {
            state = state * 6364136223846793005L + 1442695040888963407L;
            return (state >>> 11) * 0x1p-53;
        }

        double normal() {
            double total = -6.0;
            for (int i = 0; i < 12; i++) {
                total += uniform();
            }
            return total;
        }
    }
}
