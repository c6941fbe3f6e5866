package dev.tryops.training.fit.newton;

/** The penalized loss, over all rows. */
record Objective(Passes passes, Layout layout, double l2) {

    /** A point and what one pass found there; loss and gradient with the penalty, the sums without. */
    record Point(double[] at, double loss, double[] gradient, Sums sums) {}

    Point at(double[] at) {
        Sums sums = passes.derivatives(at);
        double[] gradient = sums.gradient.clone();
        double squares = 0;
        for (int i = 0; i < at.length; i++) {
            if (i % layout.width() != 0) {
                gradient[i] += l2 * at[i];
                squares += at[i] * at[i];
            }
        }
        return new Point(at, sums.loss + l2 / 2 * squares, gradient, sums);
    }
}
