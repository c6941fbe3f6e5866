package dev.tryops.api.serving;

import dev.tryops.model.GoldenReplay;
import dev.tryops.model.InputRow;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import java.util.Optional;

/** Opens a fetched bundle and proves, in this process, that it computes what its trainer says it computes. */
final class ModelLoader {

    private final PredictionObservers observers;

    ModelLoader(PredictionObservers observers) {
        this.observers = observers;
    }

    /** The opened model, or why it must not serve. Whoever gets a model must close it. */
    Loaded load(PointerState.InForce pointer, ServingModel.Role role, FetchResult.Fetched bundle) {
        ModelMetadata metadata = bundle.metadata();
        LinearModel linear;
        try {
            linear = new LinearModel(metadata);
        } catch (IllegalArgumentException e) {
            return refused(Reason.GOLDEN_ROWS_FAILED, String.valueOf(e.getMessage()));
        }
        try {
            OnnxModel onnx = OnnxModel.open(
                    bundle.onnx(), linear.layout(), metadata.classLabels().size());
            return proven(new ServingModel(
                    pointer,
                    role,
                    metadata,
                    metadata.schema().features(),
                    linear,
                    bundle.baseline(),
                    onnx,
                    observers.of(metadata, linear, bundle.baseline())));
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
        try (InferenceBuffers buffers = new InferenceBuffers()) {
            GoldenReplay replay = GoldenReplay.of(model.metadata());
            int rows = replay.inputs().size();
            buffers.begin(model.layout());
            buffers.reserve(rows);
            for (int row = 0; row < rows; row++) {
                fill(buffers, row, replay.inputs().get(row));
            }
            model.onnx().run(buffers, rows);
            int classes = model.onnx().classes();
            double[][] probabilities = new double[rows][classes];
            for (int row = 0; row < rows; row++) {
                for (int index = 0; index < classes; index++) {
                    probabilities[row][index] = buffers.probability(row, index);
                }
            }
            return replay.fault(probabilities);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.of("The golden rows cannot be replayed: " + e.getMessage());
        }
    }

    private static void fill(InferenceBuffers buffers, int row, InputRow input) {
        for (int column = 0; column < input.numbers().length; column++) {
            buffers.number(row, column, input.numbers()[column]);
        }
        for (int column = 0; column < input.texts().length; column++) {
            buffers.text(row, column, input.texts()[column]);
        }
    }

    /** What became of opening a bundle. */
    sealed interface Loaded {
        record Ready(ServingModel model) implements Loaded {}

        record Unfit(Refusal refusal) implements Loaded {}
    }
}
