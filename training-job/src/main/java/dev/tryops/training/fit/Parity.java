package dev.tryops.training.fit;

import ai.onnxruntime.OrtException;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.InputLayout;
import dev.tryops.training.data.Dataset;
import java.util.Locale;

/** How far the graph, in the runtime that serves it, departs from the trainer's own mathematics. */
public record Parity(double maxDifference, int rows) {

    public static final double TOLERANCE = GoldenRow.TOLERANCE;

    public static Parity of(LogisticModel model, byte[] onnx, Dataset holdOut) {
        try (OnnxGraph graph = OnnxGraph.open(onnx, new InputLayout(model.schema()), model.classes())) {
            double difference =
                    largestDifference(model.probabilities(holdOut), graph.probabilities(InputRows.of(holdOut)));
            return new Parity(difference, holdOut.rows());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not run the exported graph", e);
        }
    }

    static double largestDifference(double[] expected, double[] actual) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - actual[i]);
            // NaN compares as neither larger nor smaller, and must not pass for agreement.
            largest =
                    difference <= largest ? largest : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
        }
        return largest;
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
