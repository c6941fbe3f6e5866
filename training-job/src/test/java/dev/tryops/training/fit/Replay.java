package dev.tryops.training.fit;

import dev.tryops.model.Baseline;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.Histogram;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.Manifest;
import dev.tryops.registry.Objection;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Does with a model what readers of its bundle do. */
final class Replay {

    private static final ModelVersion VERSION = new ModelVersion("v20260208_160016_2b35ca");
    private static final String DIGEST = "0".repeat(64);

    private static final Histogram ONE_BIN = new Histogram(List.of(0.0, 1.0), List.of(1L));

    private Replay() {}

    static List<Objection> fault(LogisticModel model, List<ClassLabel> labels, List<GoldenRow> golden, byte[] onnx) {
        ModelMetadata metadata = new ModelMetadata(
                VERSION,
                "logistic_regression",
                "tribuo",
                "onnx",
                ModelSchema.of(model.schema(), Map.of()),
                new Metrics(0, 0, 0, 0, 0, 0, 0),
                Map.of(),
                1,
                1,
                0,
                null,
                "test",
                Instant.EPOCH,
                DIGEST,
                42,
                Map.of(),
                OnnxExport.opset(),
                labels,
                labels.getLast(),
                0.5,
                0,
                model.coefficients(labels),
                golden);
        Manifest manifest = new Manifest(
                VERSION,
                model.schema().hash(),
                Instant.EPOCH,
                Map.of("model", DIGEST, "metadata", DIGEST, "baseline", DIGEST));
        return ReadersCheck.objections(new FetchResult.Fetched(
                manifest,
                DIGEST,
                onnx,
                metadata,
                new Baseline(1, Map.of(), new PredictionStatistics("binary_classification", 0, 0, Map.of(), ONE_BIN))));
    }
}
