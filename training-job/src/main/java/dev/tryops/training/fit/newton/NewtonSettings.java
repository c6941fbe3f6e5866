package dev.tryops.training.fit.newton;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * What is minimized, and how closely: {@code Σ ω(class of i) · logloss(i) + l2/2 · Σ weight²}, in natural logarithms,
 * summed over rows and not averaged, the intercepts without a penalty. So {@code l2} is 1/C of scikit-learn's
 * {@code LogisticRegression}, and 0 is its {@code C=inf}.
 *
 * @param l2 the strength of the ridge, at least 0
 * @param classWeights ω, the weight of a row by its class, each above 0; empty if all are 1
 * @param maxIterations how many Newton steps to take at most
 * @param tolerance the fit has converged once the next step would be shorter than this many standard errors (the Newton
 *     decrement {@code √(gᵀH⁻¹g)}; Boyd and Vandenberghe, Convex Optimization, 9.5)
 */
public record NewtonSettings(double l2, double[] classWeights, int maxIterations, double tolerance) {

    private static final int MAX_ITERATIONS = 100;
    private static final double TOLERANCE = 1e-6;

    public NewtonSettings {
        if (!(l2 >= 0) || l2 == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("l2 must be 0 or above, and finite: " + l2);
        }
        if (!DoubleStream.of(classWeights).allMatch(weight -> weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                    "Class weights must be above 0, and finite: " + Arrays.toString(classWeights));
        }
        if (maxIterations < 1 || !(tolerance > 0)) {
            throw new IllegalArgumentException("A fit needs an iteration and a tolerance above 0");
        }
        classWeights = classWeights.clone();
    }

    /** All rows weigh the same; enough iterations and accuracy for data of any size. */
    public static NewtonSettings ridge(double l2) {
        return new NewtonSettings(l2, new double[0], MAX_ITERATIONS, TOLERANCE);
    }

    public NewtonSettings weighing(double... classes) {
        return new NewtonSettings(l2, classes, maxIterations, tolerance);
    }

    /** For a part of the rows, of which the ridge is to be felt as by all of them. */
    NewtonSettings ofPart(double part) {
        return new NewtonSettings(l2 * part, classWeights, maxIterations, tolerance);
    }

    double[] weightsOf(int classes) {
        if (classWeights.length == 0) {
            return DoubleStream.generate(() -> 1).limit(classes).toArray();
        }
        if (classWeights.length != classes) {
            throw new IllegalArgumentException(
                    "%d class weights for %d classes".formatted(classWeights.length, classes));
        }
        return classWeights.clone();
    }
}
