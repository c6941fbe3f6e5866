package dev.tryops.api.predict;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.ClassLabel;
import java.io.OutputStream;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes answers without building them first. Probabilities are the shortest decimals that give the float again. */
final class AnswerWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final PredictionIds ids;

    AnswerWriter(PredictionIds ids) {
        this.ids = ids;
    }

    void single(OutputStream out, ServingModel model, InferenceBuffers buffers) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("prediction_id", ids.next().toString());
            json.writeStringProperty("model_version", model.version().value());
            prediction(json, model, model.positiveProbability(buffers, 0));
            json.writeStringProperty("schema_hash", model.metadata().schema().schemaHash());
            json.writeEndObject();
        }
    }

    void batch(OutputStream out, ServingModel model, InferenceBuffers buffers, int rows) {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("model_version", model.version().value());
            json.writeArrayPropertyStart("predictions");
            for (int row = 0; row < rows; row++) {
                json.writeStartObject();
                json.writeStringProperty("prediction_id", ids.next().toString());
                prediction(json, model, model.positiveProbability(buffers, row));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("schema_hash", model.metadata().schema().schemaHash());
            json.writeEndObject();
        }
    }

    private static void prediction(JsonGenerator json, ServingModel model, float probability) {
        int positive = model.metadata().positiveIndex();
        int index = probability >= model.metadata().decisionThreshold() ? positive : 1 - positive;
        ClassLabel label = model.metadata().classLabels().get(index);
        json.writeNumberProperty("prediction", probability);
        json.writeNumberProperty("prediction_class", index);
        if (label.numeric()) {
            json.writeNumberProperty("prediction_label", new BigDecimal(label.text()));
        } else {
            json.writeStringProperty("prediction_label", label.text());
        }
    }
}
