package dev.tryops.training.fit.newton;

import java.util.Arrays;

/**
 * What a pass adds up over rows. The curvature is kept once per pair of classes k < l, as the upper triangle of
 * {@code Σ ω · p(k) · p(l) · x · xᵀ}: the whole Hessian follows from these, because probabilities sum to 1.
 */
final class Sums {

    final double[] gradient;
    final double[] curvature;
    double loss;
    /** Rows whose own class does not score highest. */
    long missed;
    /** The largest spread of the scores of one row. */
    double spread;

    Sums(Layout layout) {
        gradient = new double[layout.unknowns()];
        curvature = new double[layout.pairs() * layout.triangle()];
    }

    void clear() {
        Arrays.fill(gradient, 0);
        Arrays.fill(curvature, 0);
        loss = 0;
        missed = 0;
        spread = 0;
    }

    void add(Sums other) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += other.gradient[i];
        }
        for (int i = 0; i < curvature.length; i++) {
            curvature[i] += other.curvature[i];
        }
        loss += other.loss;
        missed += other.missed;
        spread = Math.max(spread, other.spread);
    }
}
