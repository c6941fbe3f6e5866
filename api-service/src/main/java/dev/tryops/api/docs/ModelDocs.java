package dev.tryops.api.docs;

import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.ModelMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one version contributes: the schema of its features, and an example by the name of each request body. */
record ModelDocs(String version, Map<String, Object> features, Map<String, Map<String, Object>> examples) {

    static ModelDocs of(ServingModel model) {
        ModelMetadata metadata = model.metadata();
        Map<String, Map<String, Object>> examples = new LinkedHashMap<>();
        examples.put("Predict", Examples.single(metadata));
        examples.put("PredictBatch", Examples.batch(metadata));
        examples.put("Infer", Examples.tensors(metadata));
        examples.put("Invocations", Examples.records(metadata));
        return new ModelDocs(model.version().value(), FeaturesSchema.of(model), examples);
    }
}
