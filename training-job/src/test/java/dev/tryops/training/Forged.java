package dev.tryops.training;

import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bundles that say of themselves what is not so. */
final class Forged {

    private static final ModelVersion VERSION = new ModelVersion("v20260208_160016_2b35ca");

    private Forged() {}

    /** The same model, published once more, as if it had been trained with these arguments. */
    static ModelVersion withArguments(ModelRegistry registry, ModelVersion version, List<String> arguments) {
        FetchResult.Fetched bundle = (FetchResult.Fetched) registry.fetch(version);
        ModelMetadata m = bundle.metadata();
        Map<String, Object> hyperparameters = new LinkedHashMap<>(m.hyperparameters());
        hyperparameters.put(Recorded.ARGUMENTS, arguments);
        ModelMetadata forged = new ModelMetadata(
                VERSION,
                m.modelType(),
                m.framework(),
                m.format(),
                m.schema(),
                m.metrics(),
                hyperparameters,
                m.trainingSamples(),
                m.testSamples(),
                m.trainingDurationSeconds(),
                m.gitCommit(),
                m.createdBy(),
                m.createdAt(),
                m.dataSha256(),
                m.seed(),
                m.dependencies(),
                m.opset(),
                m.classLabels(),
                m.positiveLabel(),
                m.decisionThreshold(),
                m.adverseClass(),
                m.coefficients(),
                m.goldenRows());
        registry.publish(new ModelBundle(bundle.onnx(), forged, bundle.baseline(), Optional.empty(), Optional.empty()));
        return VERSION;
    }
}
