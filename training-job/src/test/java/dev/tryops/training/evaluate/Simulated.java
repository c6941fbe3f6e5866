package dev.tryops.training.evaluate;

import java.util.SplittableRandom;

/** Hold-outs of which the truth is known. */
final class Simulated {

    private Simulated() {}

    /** Probabilities uniform in 0 … 1 that are right. */
    static Predictions calibrated(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 7919 + 1);
        int[] classes = new int[rows];
        double[] p = new double[rows];
        for (int i = 0; i < rows; i++) {
            p[i] = random.nextDouble();
            classes[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        return DrawnHoldout.predictions(classes, p);
    }

    /** Two models that know the truth up to noise of their own, of the same strength. */
    static Predictions[] equallyGood(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 104729 + 1);
        int[] classes = new int[rows];
        double[] one = new double[rows];
        double[] other = new double[rows];
        for (int i = 0; i < rows; i++) {
            double truth = random.nextDouble();
            classes[i] = random.nextDouble() < truth ? 1 : 0;
            one[i] = 0.7 * truth + 0.3 * random.nextDouble();
            other[i] = 0.7 * truth + 0.3 * random.nextDouble();
        }
        return new Predictions[] {DrawnHoldout.predictions(classes, one), DrawnHoldout.predictions(classes, other)};
    }
}
