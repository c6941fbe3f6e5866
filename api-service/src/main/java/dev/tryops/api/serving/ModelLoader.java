package dev.tryops.api.serving;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.GoldenReplay;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.IntStream;

/** Opens a fetched bundle and proves, in this process, that it computes what its trainer says it computes. */
final class ModelLoader {

    /** The opened model, or why it must not serve. Whoever gets a model must close it. */
    Loaded load(PointerState.InForce pointer, ServingModel.Role role, FetchResult.Fetched bundle) {
        ModelMetadata metadata = bundle.metadata();
        FeatureSchema schema = metadata.schema().features();
        Optional<String> text = schema.features().stream()
                .filter(feature -> feature.dtype() == Dtype.STRING)
                .map(Feature::name)
                .findFirst();
        if (text.isPresent()) {
            return refused(Reason.GRAPH_MISMATCH, "Feature '" + text.get() + "' is text, which cannot be served yet");
        }
        if (metadata.classLabels().size() != 2) {
            return refused(Reason.GRAPH_MISMATCH, "A model of more than two classes cannot be served yet");
        }
        try {
            OnnxModel onnx = OnnxModel.open(
                    bundle.onnx(), schema.size(), metadata.classLabels().size());
            return proven(ServingModel.of(pointer, role, metadata, bundle.baseline(), onnx));
        } catch (OnnxModel.GraphMismatch e) {
            return refused(Reason.GRAPH_MISMATCH, String.valueOf(e.getMessage()));
        }
    }

    private static Loaded proven(ServingModel model) {
        Loaded loaded = null;
        try {
            loaded = goldenRowFault(model)
                    .map(fault -> refused(Reason.GOLDEN_ROWS_FAILED, fault))
                    .orElseGet(() -> new Loaded.Ready(model));
            return loaded;
        } finally {
            if (!(loaded instanceof Loaded.Ready)) {
                model.onnx().close();
            }
        }
    }

    private static Loaded refused(Reason reason, String detail) {
        return new Loaded.Unfit(new Refusal(reason, detail));
    }

    /** Also the first work of the session, which so is warm before it serves. */
    private static Optional<String> goldenRowFault(ServingModel model) {
        try {
            GoldenReplay replay = GoldenReplay.of(model.metadata());
            int rows = replay.inputs().length;
            InferenceBuffers buffers = new InferenceBuffers();
            FloatBuffer input = buffers.input(rows, model.schema().size());
            for (float[] row : replay.inputs()) {
                input.put(row);
            }
            model.onnx().run(buffers, rows);
            return replay.fault(IntStream.range(0, rows)
                    .mapToDouble(row -> model.positiveProbability(buffers, row))
                    .toArray());
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.of("The golden rows cannot be replayed: " + e.getMessage());
        }
    }

    /** What became of opening a bundle. */
    sealed interface Loaded {
        record Ready(ServingModel model) implements Loaded {}

        record Unfit(Refusal refusal) implements Loaded {}
    }
}
