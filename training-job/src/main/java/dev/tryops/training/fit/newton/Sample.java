package dev.tryops.training.fit.newton;

/**
 * Every so many-th row of a large matrix: enough to find, in passes that cost little, weights from which the whole needs
 * only a step or two.
 */
record Sample(DesignMatrix whole, int every) implements DesignMatrix {

    /** So many rows leave the weights uncertain by about a hundredth. */
    private static final int ROWS = 50_000;

    /** Below ten times as many, a sample saves little. */
    static boolean paysFor(DesignMatrix whole) {
        return whole.rows() >= 10 * ROWS;
    }

    static Sample of(DesignMatrix whole) {
        return new Sample(whole, whole.rows() / ROWS);
    }

    @Override
    public int rows() {
        return whole.rows() / every;
    }

    @Override
    public int columns() {
        return whole.columns();
    }

    @Override
    public void read(int row, double[] into) {
        whole.read(row * every, into);
    }

    @Override
    public int classOf(int row) {
        return whole.classOf(row * every);
    }

    @Override
    public String name(int column) {
        return whole.name(column);
    }
}
