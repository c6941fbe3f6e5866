package dev.tryops.training.fit;

import ai.onnxruntime.OrtException;
import dev.tryops.model.GoldenRow;
import dev.tryops.training.data.Dataset;
import java.util.Locale;

/** How far the graph, in the runtime that serves it, departs from the trainer's own mathematics. */
public record Parity(double maxDifference, int rows) {

    public static final double TOLERANCE = GoldenRow.TOLERANCE;

    public static Parity of(LogisticModel model, byte[] onnx, Dataset holdOut) {
        try (OnnxGraph graph = OnnxGraph.open(onnx)) {
            return between(model.probabilities(holdOut), graph.probabilities(holdOut));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not run the exported graph", e);
        }
    }

    static Parity between(double[] expected, double[] actual) {
        double largest = 0;
        for (int row = 0; row < expected.length; row++) {
            double difference = Math.abs(expected[row] - actual[row]);
            // NaN compares as neither larger nor smaller, and must not pass for agreement.
            largest =
                    difference <= largest ? largest : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }
        return new Parity(largest, expected.length);
    }

    /** The finding in a few words. */
    public String finding() {
        return Double.isFinite(maxDifference)
                ? String.format(Locale.ROOT, "off by at most %.1e", maxDifference)
                : "no number for some rows";
    }

    public boolean holds() {
        return maxDifference <= TOLERANCE;
    }
}
