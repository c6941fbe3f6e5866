package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import org.jspecify.annotations.Nullable;

/** Writes answers without building them first. Probabilities are the shortest decimals that give the float again. */
final class AnswerWriter {

    private static final byte[] ID = ascii("\"prediction_id\":\"");
    private static final byte[] PREDICTION = ascii("\"prediction\":");
    private static final byte[] PROBABILITIES = ascii(",\"probabilities\":{");
    private static final byte[] PREDICTIONS = ascii(",\"predictions\":[");

    private @Nullable AnswerText latest;

    void single(JsonBytes out, ServingModel model, InferenceBuffers buffers, boolean explain) {
        AnswerText text = textOf(model);
        out.raw('{')
                .raw(ID)
                .uuid(buffers.idHigh(0), buffers.idLow(0))
                .raw('"')
                .raw(',')
                .raw(text.version)
                .raw(',');
        prediction(out, text, model, buffers, 0);
        if (explain) {
            ExplanationWriter.write(out, text, model, buffers, 0);
        }
        out.raw(',').raw(text.schemaHash).raw('}');
    }

    void batch(JsonBytes out, ServingModel model, InferenceBuffers buffers, int rows, boolean explain) {
        AnswerText text = textOf(model);
        out.raw('{').raw(text.version).raw(PREDICTIONS);
        for (int row = 0; row < rows; row++) {
            if (row > 0) {
                out.raw(',');
            }
            out.raw('{')
                    .raw(ID)
                    .uuid(buffers.idHigh(row), buffers.idLow(row))
                    .raw('"')
                    .raw(',');
            prediction(out, text, model, buffers, row);
            if (explain) {
                ExplanationWriter.write(out, text, model, buffers, row);
            }
            out.raw('}');
        }
        out.raw(']').raw(',').raw(text.schemaHash).raw('}');
    }

    private static void prediction(
            JsonBytes out, AnswerText text, ServingModel model, InferenceBuffers buffers, int row) {
        int decision = model.decision(buffers, row);
        out.raw(PREDICTION).number(model.prediction(buffers, row)).raw(text.decisions.get(decision));
        int classes = model.onnx().classes();
        if (classes > 2) {
            out.raw(PROBABILITIES);
            for (int index = 0; index < classes; index++) {
                if (index > 0) {
                    out.raw(',');
                }
                out.raw(text.members.get(index)).number(buffers.probability(row, index));
            }
            out.raw('}');
        }
    }

    /** Mostly the text of the last answer's model: a thread sees another one only after a swap. */
    private AnswerText textOf(ServingModel model) {
        AnswerText text = latest;
        if (text == null || text.metadata != model.metadata()) {
            text = new AnswerText(model.metadata());
            latest = text;
        }
        return text;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
