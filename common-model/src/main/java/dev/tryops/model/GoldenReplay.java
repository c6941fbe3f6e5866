package dev.tryops.model;

import java.util.List;
import java.util.Optional;

/**
 * The proof that a runtime computes what a model's trainer computed, shared by the trainer's gate and by every reader:
 * feed {@link #inputs()} to the graph and ask {@link #fault} about the answers.
 */
public final class GoldenReplay {

    private final ModelMetadata metadata;
    private final LinearModel model;
    private final List<InputRow> inputs;

    private GoldenReplay(ModelMetadata metadata, LinearModel model, List<InputRow> inputs) {
        this.metadata = metadata;
        this.model = model;
        this.inputs = inputs;
    }

    /** Throws {@link IllegalArgumentException} with a sentence if there are no rows that can be replayed. */
    public static GoldenReplay of(ModelMetadata metadata) {
        if (metadata.goldenRows().isEmpty()) {
            throw new IllegalArgumentException("The bundle has no golden rows to replay");
        }
        LinearModel model = new LinearModel(metadata);
        List<InputRow> inputs = metadata.goldenRows().stream()
                .map(row -> InputRow.of(model.layout(), row.features()))
                .toList();
        return new GoldenReplay(metadata, model, inputs);
    }

    /** The rows as the graph takes them. */
    public List<InputRow> inputs() {
        return inputs;
    }

    /**
     * What is wrong, if anything: a probability that departs from the trainer's by more than {@link GoldenRow#TOLERANCE},
     * or coefficients that do. It is that of the positive class, or of the likeliest one where there are more than two.
     *
     * @param probabilities what the graph gave: rows, and within them classes in the order of the labels
     */
    public Optional<String> fault(double[][] probabilities) {
        for (int row = 0; row < inputs.size(); row++) {
            double expected = metadata.goldenRows().get(row).expectedProbability();
            double[] computed = model.probabilities(inputs.get(row));
            int judged = computed.length == 2 ? metadata.positiveIndex() : likeliest(computed);
            if (!agrees(probabilities[row][judged], expected)) {
                return Optional.of("Golden row %d gives %.9f in this process, its trainer computed %.9f"
                        .formatted(row, probabilities[row][judged], expected));
            }
            if (!agrees(computed[judged], expected)) {
                return Optional.of("The coefficients give golden row %d %.9f, its trainer computed %.9f"
                        .formatted(row, computed[judged], expected));
            }
        }
        return Optional.empty();
    }

    private static int likeliest(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }

    private static boolean agrees(double actual, double expected) {
        return Math.abs(actual - expected) <= GoldenRow.TOLERANCE; // false for NaN
    }
}
