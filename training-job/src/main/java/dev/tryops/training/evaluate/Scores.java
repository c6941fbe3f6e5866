package dev.tryops.training.evaluate;

import dev.tryops.model.Metrics;

/** How good a model was on its hold-out, by scikit-learn's definitions. */
public final class Scores {

    private Scores() {}

    /**
     * With two classes: accuracy, precision, recall and F1 of the positive class, which is decided from {@code threshold}
     * on; ROC-AUC, log-loss, and as Brier score the mean squared error of the positive class's probability (0 … 1).
     *
     * <p>With more classes, where the most likely one is decided: precision, recall, F1 and one-vs-rest ROC-AUC as plain
     * means over classes (macro), a class that neither occurs nor is decided left out, as is one without both rows of its
     * own and others from the ROC-AUC; as Brier score the mean over rows of the squared errors summed over classes
     * (0 … 2, Brier 1950).
     *
     * <p>What would divide by zero is 0, but the ROC-AUC of rows of a single class is NaN. A probability of 0 or 1 enters
     * the log-loss as 2⁻⁵² away from it.
     */
    public static Metrics of(Predictions predictions, double threshold) {
        return of(new Decisions(predictions, threshold));
    }

    static Metrics of(Decisions decisions) {
        return Contributions.ofAll(decisions).metrics();
    }
}
