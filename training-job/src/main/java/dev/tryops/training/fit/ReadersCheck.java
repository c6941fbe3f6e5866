package dev.tryops.training.fit;

import ai.onnxruntime.OrtException;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.GoldenReplay;
import dev.tryops.model.InputRow;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.Objection;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import dev.tryops.training.data.Dataset;
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
        try (OnnxGraph graph = OnnxGraph.open(bundle.onnx())) {
            Optional<String> fault = graph.signatureFault(metadata.schema().nFeatures());
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
            double[] positive = graph.probabilities(dataset(metadata, replay.inputs()));
            return replay.fault(byClass(positive, metadata.positiveIndex())).map(ReadersCheck::goldenRowsFailed);
        } catch (IllegalArgumentException e) {
            return Optional.of(goldenRowsFailed(String.valueOf(e.getMessage())));
        }
    }

    private static Objection goldenRowsFailed(String fault) {
        return new Objection(Reason.GOLDEN_ROWS_FAILED.code(), fault);
    }

    private static double[][] byClass(double[] positive, int positiveIndex) {
        double[][] probabilities = new double[positive.length][2];
        for (int row = 0; row < positive.length; row++) {
            probabilities[row][positiveIndex] = positive[row];
            probabilities[row][1 - positiveIndex] = 1 - positive[row];
        }
        return probabilities;
    }

    private static Dataset dataset(ModelMetadata metadata, List<InputRow> rows) {
        FeatureSchema schema = metadata.schema().features();
        double[][] columns = new double[schema.size()][rows.size()];
        for (int f = 0; f < columns.length; f++) {
            for (int row = 0; row < rows.size(); row++) {
                columns[f][row] = rows.get(row).numbers()[f];
            }
        }
        return new Dataset(schema, columns, new byte[rows.size()], metadata.classLabels());
    }
}
