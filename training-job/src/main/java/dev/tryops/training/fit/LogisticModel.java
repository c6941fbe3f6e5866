package dev.tryops.training.fit;

import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.FeatureSchema;
import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * A fitted binary model and its own mathematics, in double precision: the probability of the second class is
 * {@code sigmoid(bias + Σ weight · (x − mean) / std)}, the features in schema order.
 */
public record LogisticModel(FeatureSchema schema, Standardization standardization, double bias, double[] weights) {

    /** The probability of the positive class for every row of {@code data}. */
    public double[] probabilities(Dataset data) {
        double[] probabilities = new double[data.rows()];
        for (int row = 0; row < probabilities.length; row++) {
            probabilities[row] = sigmoid(score(data, row));
        }
        return probabilities;
    }

    /** The score in log-odds. */
    double score(Dataset data, int row) {
        double score = bias;
        for (int f = 0; f < weights.length; f++) {
            score += weights[f] * standardization.standardized(f, data.input(f, row));
        }
        return score;
    }

    /** By how much the score grows when the raw feature grows by one. */
    double slope(int feature) {
        return weights[feature] / standardization.stds()[feature];
    }

    static double sigmoid(double score) {
        if (score >= 0) {
            return 1 / (1 + Math.exp(-score));
        }
        double odds = Math.exp(score);
        return odds / (1 + odds);
    }

    /** The same numbers as the model's metadata records them. */
    public ClassCoefficients coefficients() {
        List<ClassCoefficients.Term> terms = new ArrayList<>();
        for (int f = 0; f < weights.length; f++) {
            terms.add(new ClassCoefficients.Term(
                    schema.features().get(f).name(),
                    null,
                    weights[f],
                    standardization.means()[f],
                    standardization.stds()[f]));
        }
        return new ClassCoefficients(bias, terms);
    }
}
