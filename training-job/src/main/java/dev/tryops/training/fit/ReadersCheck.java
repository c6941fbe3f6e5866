package dev.tryops.training.fit;

import ai.onnxruntime.OrtException;
import dev.tryops.model.GoldenReplay;
import dev.tryops.model.InputLayout;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.Objection;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Does to a published bundle what a reader does before it serves it: opens the graph and replays the golden rows. */
public final class ReadersCheck {

    private ReadersCheck() {}

    /** Why a reader would refuse the bundle; none if it would serve it. */
    public static List<Objection> objections(FetchResult result) {
        return switch (result) {
            case Refusal refusal -> List.of(new Objection(refusal.reason().code(), refusal.detail()));
            case FetchResult.Fetched bundle -> objection(bundle).stream().toList();
        };
    }

    private static Optional<Objection> objection(FetchResult.Fetched bundle) {
        ModelMetadata metadata = bundle.metadata();
        InputLayout layout = new InputLayout(metadata.schema().features());
        int classes = metadata.classLabels().size();
        try (OnnxGraph graph = OnnxGraph.open(bundle.onnx(), layout, classes)) {
            Optional<String> fault = graph.signatureFault();
            if (fault.isPresent()) {
                return Optional.of(graphMismatch(metadata, fault.get()));
            }
            return replay(metadata, graph);
        } catch (OrtException e) {
            return Optional.of(graphMismatch(metadata, "ONNX Runtime does not open it: " + e.getMessage()));
        }
    }

    private static Objection graphMismatch(ModelMetadata metadata, String fault) {
        return new Objection(
                Reason.GRAPH_MISMATCH.code(), "The graph of %s: %s".formatted(metadata.modelVersion(), fault));
    }

    private static Optional<Objection> replay(ModelMetadata metadata, OnnxGraph graph) throws OrtException {
        try {
            GoldenReplay replay = GoldenReplay.of(metadata);
            double[] probabilities = graph.probabilities(InputRows.of(replay.inputs()));
            return replay.fault(byRow(probabilities, replay.inputs().size())).map(ReadersCheck::goldenRowsFailed);
        } catch (IllegalArgumentException e) {
            return Optional.of(goldenRowsFailed(String.valueOf(e.getMessage())));
        }
    }

    private static Objection goldenRowsFailed(String fault) {
        return new Objection(Reason.GOLDEN_ROWS_FAILED.code(), fault);
    }

    private static double[][] byRow(double[] probabilities, int rows) {
        int classes = probabilities.length / rows;
        double[][] byRow = new double[rows][];
        for (int row = 0; row < rows; row++) {
            byRow[row] = Arrays.copyOfRange(probabilities, row * classes, (row + 1) * classes);
        }
        return byRow;
    }
}
