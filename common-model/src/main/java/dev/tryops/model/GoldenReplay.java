package dev.tryops.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proof that a runtime computes what a model's trainer computed, shared by the trainer's gate and by every reader:
 * feed {@link #inputs()} to the graph and ask {@link #fault} about the answers.
 */
public final class GoldenReplay {

    private final ModelMetadata metadata;
    private final float[][] inputs;

    private GoldenReplay(ModelMetadata metadata, float[][] inputs) {
        this.metadata = metadata;
        this.inputs = inputs;
    }

    /** Throws {@link IllegalArgumentException} with a sentence if there are no rows that can be replayed. */
    public static GoldenReplay of(ModelMetadata metadata) {
        List<GoldenRow> rows = metadata.goldenRows();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("The bundle has no golden rows to replay");
        }
        List<String> names = metadata.schema().featureNames();
        float[][] inputs = new float[rows.size()][names.size()];
        for (int row = 0; row < inputs.length; row++) {
            for (int feature = 0; feature < names.size(); feature++) {
                inputs[row][feature] = value(rows.get(row), names.get(feature));
            }
        }
        return new GoldenReplay(metadata, inputs);
    }

    /** The rows as the graph takes them: float32 [rows][features] in schema order; a truth value is 1 or 0. */
    public float[][] inputs() {
        return inputs;
    }

    /**
     * What is wrong, if anything: a probability of the positive class that departs from the trainer's by more than
     * {@link GoldenRow#TOLERANCE}, or coefficients that do.
     */
    public Optional<String> fault(double[] probabilities) {
        double[] coefficients = byCoefficients();
        for (int row = 0; row < inputs.length; row++) {
            double expected = metadata.goldenRows().get(row).expectedProbability();
            if (!agrees(probabilities[row], expected)) {
                return Optional.of("Golden row %d gives %.9f in this process, its trainer computed %.9f"
                        .formatted(row, probabilities[row], expected));
            }
            if (!agrees(coefficients[row], expected)) {
                return Optional.of("The coefficients give golden row %d %.9f, its trainer computed %.9f"
                        .formatted(row, coefficients[row], expected));
            }
        }
        return Optional.empty();
    }

    private static boolean agrees(double actual, double expected) {
        return Math.abs(actual - expected) <= GoldenRow.TOLERANCE; // false for NaN
    }

    private double[] byCoefficients() {
        Map<String, ClassCoefficients.Term> terms = new HashMap<>();
        metadata.positiveCoefficients().features().forEach(term -> terms.put(term.name(), term));
        List<String> names = metadata.schema().featureNames();
        double[] probabilities = new double[inputs.length];
        for (int row = 0; row < inputs.length; row++) {
            double score = metadata.positiveCoefficients().bias();
            for (int feature = 0; feature < names.size(); feature++) {
                ClassCoefficients.Term term = terms.get(names.get(feature));
                score += term == null ? Double.NaN : term.contribution(inputs[row][feature]);
            }
            probabilities[row] = 1 / (1 + Math.exp(-score));
        }
        return probabilities;
    }

    private static float value(GoldenRow row, String feature) {
        return switch (row.features().get(feature)) {
            case Number number -> number.floatValue();
            case Boolean bool -> bool ? 1 : 0;
            case null, default ->
                throw new IllegalArgumentException("A golden row has no usable value of feature '" + feature + "'");
        };
    }
}
