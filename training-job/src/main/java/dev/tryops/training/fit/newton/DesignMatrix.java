package dev.tryops.training.fit.newton;

/**
 * The rows that a model is fitted to, each with its class. A fit reads every row once per pass, in blocks of neighbours
 * and from several threads at once; every read of a row must give the same values.
 */
public interface DesignMatrix {

    int rows();

    /** How many columns, without one for the intercept. */
    int columns();

    /** Fills {@code into}, of length {@link #columns}, with the row's standardized values (mean 0, deviation 1). */
    void read(int row, double[] into);

    /** The class of the row, from 0. */
    int classOf(int row);

    /** What a message for a person calls the column. */
    default String name(int column) {
        return Integer.toString(column + 1);
    }
}
