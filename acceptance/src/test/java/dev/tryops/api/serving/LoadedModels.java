package dev.tryops.api.serving;

import dev.tryops.model.Baseline;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;

/** Models as the service loads them, without a store that they lie in. */
public final class LoadedModels {

    private LoadedModels() {}

    /** To be closed by closing its graph. No pointer names it. */
    public static ServingModel open(
            byte[] onnx, ModelMetadata metadata, Baseline baseline, PredictionObserver observer) {
        LinearModel linear = new LinearModel(metadata);
        try {
            return new ServingModel(
                    null,
                    ServingModel.Role.CURRENT,
                    metadata,
                    metadata.schema().features(),
                    linear,
                    baseline,
                    OnnxModel.open(onnx, linear.layout(), metadata.classLabels().size()),
                    observer);
        } catch (OnnxModel.GraphMismatch e) {
            throw new AssertionError(e);
        }
    }
}
