package dev.tryops.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A linear classifier in double arithmetic, made of the coefficients in its metadata: what runtimes are held against and
 * what explains their answers. The score of a class is its bias and the contribution of each feature, in log-odds for two
 * classes (the score of the positive one), and before the softmax for more.
 */
public final class LinearModel {

    private final InputLayout layout;
    private final int classes;
    private final int positive;
    private final List<ClassScore> scores;

    /** Throws {@link IllegalArgumentException} with a sentence if a class or a feature has no coefficients. */
    public LinearModel(ModelMetadata metadata) {
        this.layout = new InputLayout(metadata.schema().features());
        this.classes = metadata.classLabels().size();
        this.positive = metadata.positiveIndex();
        this.scores = classes == 2
                ? List.of(new ClassScore(layout, metadata.positiveCoefficients()))
                : metadata.classLabels().stream()
                        .map(label -> new ClassScore(layout, metadata.coefficientsOf(label)))
                        .toList();
    }

    public InputLayout layout() {
        return layout;
    }

    /** The index of the positive class in the order of the labels. */
    public int positiveIndex() {
        return positive;
    }

    /** The bias in the score of class {@code index}; for two classes the index does not matter. */
    public double bias(int index) {
        return score(index).coefficients.bias();
    }

    /**
     * What each feature, in schema order, adds to the score of class {@code index}. A missing number adds what its
     * {@linkplain ClassCoefficients#MISSING term} says; without one, nothing.
     */
    public double[] contributions(int index, InputRow row) {
        return score(index).contributions(row);
    }

    /** The probability of every class, in the order of the labels. */
    public double[] probabilities(InputRow row) {
        double[] probabilities = new double[classes];
        if (classes == 2) {
            double p = 1 / (1 + Math.exp(-total(0, row)));
            probabilities[positive] = p;
            probabilities[1 - positive] = 1 - p;
            return probabilities;
        }
        double[] scored =
                IntStream.range(0, classes).mapToDouble(i -> total(i, row)).toArray();
        double highest = java.util.Arrays.stream(scored).max().orElseThrow();
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            probabilities[i] = Math.exp(scored[i] - highest);
            sum += probabilities[i];
        }
        for (int i = 0; i < classes; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    private double total(int index, InputRow row) {
        double score = bias(index);
        for (double contribution : contributions(index, row)) {
            score += contribution;
        }
        return score;
    }

    private ClassScore score(int index) {
        return scores.size() == 1 ? scores.getFirst() : scores.get(index);
    }

    /** The terms of one class, by the feature that they belong to. */
    private static final class ClassScore {
        private final InputLayout layout;
        private final ClassCoefficients coefficients;
        private final List<List<ClassCoefficients.Term>> terms = new ArrayList<>();

        ClassScore(InputLayout layout, ClassCoefficients coefficients) {
            this.layout = layout;
            this.coefficients = coefficients;
            for (InputLayout.Slot slot : layout.slots()) {
                List<ClassCoefficients.Term> own = coefficients.features().stream()
                        .filter(term -> term.name().equals(slot.feature().name()))
                        .toList();
                if (own.isEmpty()) {
                    throw new IllegalArgumentException(
                            "No coefficients for feature '" + slot.feature().name() + "'");
                }
                terms.add(own);
            }
        }

        double[] contributions(InputRow row) {
            double[] contributions = new double[terms.size()];
            for (int i = 0; i < contributions.length; i++) {
                InputLayout.Slot slot = layout.slots().get(i);
                for (ClassCoefficients.Term term : terms.get(i)) {
                    contributions[i] += slot.isText()
                            ? term.contribution(row.texts()[slot.column()])
                            : ofNumber(term, row.numbers()[slot.column()]);
                }
            }
            return contributions;
        }

        private static double ofNumber(ClassCoefficients.Term term, float value) {
            boolean missing = Float.isNaN(value);
            if (term.category() == null) {
                return missing ? 0 : term.contribution(value);
            }
            return term.contribution(missing && term.category().equals(ClassCoefficients.MISSING) ? 1 : 0);
        }
    }
}
