package dev.tryops.training.fit;

import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.FeatureSchema;
import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fitted classifier and its own mathematics, in double precision. For two classes there is one score, {@code bias + Σ
 * weight · column}, whose sigmoid is the probability of the second; for more there is one for each class, and the
 * probabilities are their softmax.
 *
 * @param weights {@code [score][column of the encoding]}
 */
public record LogisticModel(Encoding encoding, double[] biases, double[][] weights) {

    public FeatureSchema schema() {
        return encoding.schema();
    }

    public int classes() {
        return isBinary() ? 2 : biases.length;
    }

    public boolean isBinary() {
        return biases.length == 1;
    }

    /** What a weight applies to, as people read it. */
    public String columnName(int column) {
        return encoding.name(column);
    }

    /** Row by row, the probability of every class. */
    public double[] probabilities(Dataset data) {
        Encoder encoder = new Encoder(encoding, data);
        double[] all = new double[data.rows() * classes()];
        double[] scores = new double[biases.length];
        for (int row = 0; row < data.rows(); row++) {
            score(encoder, row, scores);
            toProbabilities(scores, all, row * classes());
        }
        return all;
    }

    /** For every row the probability of the positive class, or of the likeliest of more than two. */
    double[] shown(Dataset data) {
        Encoder encoder = new Encoder(encoding, data);
        double[] shown = new double[data.rows()];
        double[] scores = new double[biases.length];
        double[] probabilities = new double[classes()];
        for (int row = 0; row < shown.length; row++) {
            score(encoder, row, scores);
            toProbabilities(scores, probabilities, 0);
            shown[row] = isBinary()
                    ? probabilities[1]
                    : Arrays.stream(probabilities).max().orElseThrow();
        }
        return shown;
    }

    /** The scores of a row, of which a binary model has one. */
    void score(Encoder encoder, int row, double[] into) {
        for (int k = 0; k < biases.length; k++) {
            double score = biases[k];
            for (int f = 0; f < encoding.features().size(); f++) {
                score += encoder.contribution(weights[k], f, f, row);
            }
            into[k] = score;
        }
    }

    /** Writes the probabilities that scores stand for into {@code into}, from {@code start} on. */
    static void toProbabilities(double[] scores, double[] into, int start) {
        if (scores.length == 1) {
            into[start] = sigmoid(-scores[0]);
            into[start + 1] = sigmoid(scores[0]);
            return;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            into[start + k] = Math.exp(scores[k] - highest);
            sum += into[start + k];
        }
        for (int k = 0; k < scores.length; k++) {
            into[start + k] /= sum;
        }
    }

    static double sigmoid(double score) {
        if (score >= 0) {
            return 1 / (1 + Math.exp(-score));
        }
        double odds = Math.exp(score);
        return odds / (1 + odds);
    }

    /** The same numbers as the model's metadata records them, by class; of two classes only the second. */
    public Map<String, ClassCoefficients> coefficients(List<ClassLabel> labels) {
        Map<String, ClassCoefficients> byClass = new LinkedHashMap<>();
        for (int k = 0; k < biases.length; k++) {
            ClassLabel label = isBinary() ? labels.getLast() : labels.get(k);
            byClass.put(label.text(), new ClassCoefficients(biases[k], terms(weights[k])));
        }
        return byClass;
    }

    private List<ClassCoefficients.Term> terms(double[] weights) {
        List<ClassCoefficients.Term> terms = new ArrayList<>();
        for (FeatureEncoding feature : encoding.features()) {
            String name = feature.feature().name();
            double missing = feature.feature().nullable() ? weights[feature.missingColumn()] : 0;
            switch (feature) {
                case FeatureEncoding.Numeric number -> {
                    double weight = weights[number.first()];
                    terms.add(new ClassCoefficients.Term(name, null, weight, number.mean(), number.std()));
                    missing += weight * number.standardized(number.median());
                }
                case FeatureEncoding.Categorical text -> {
                    List<String> categories = text.categories();
                    for (int i = 0; i < categories.size(); i++) {
                        double weight = i == 0 ? 0 : weights[text.first() + i - 1];
                        terms.add(new ClassCoefficients.Term(name, categories.get(i), weight, 0, 1));
                    }
                }
            }
            if (feature.feature().nullable()) {
                terms.add(new ClassCoefficients.Term(name, ClassCoefficients.MISSING, missing, 0, 1));
            }
        }
        return terms;
    }
}
