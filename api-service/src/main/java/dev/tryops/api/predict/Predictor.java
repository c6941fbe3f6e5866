package dev.tryops.api.predict;

import dev.tryops.api.predict.PredictionReader.Body;
import dev.tryops.api.predict.PredictionReader.Form;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.PredictionIds;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.api.tracing.RequestTrace;
import dev.tryops.api.web.Violation;
import java.util.List;
import java.util.Optional;

/**
 * Decode, infer, encode and observe inside one lease, so that schema, answer and version always belong to the same model. One
 * thread at a time.
 */
final class Predictor {

    private final InferenceBuffers buffers = new InferenceBuffers();
    private final PredictionReader reader = new PredictionReader();
    private final AnswerWriter writer = new AnswerWriter();
    private final PredictionIds ids;

    Predictor(PredictionIds ids) {
        this.ids = ids;
    }

    /** Writes to {@code answer} what it answers with; empty if no model serves. */
    Optional<Outcome> predict(ModelSlot slot, Body body, Form form, JsonBytes answer, RequestTrace trace) {
        return slot.use(model -> predict(model, body, form, answer, trace));
    }

    private Outcome predict(ServingModel model, Body body, Form form, JsonBytes answer, RequestTrace trace) {
        try {
            return decodeAndInfer(model, body, form, answer, trace);
        } finally {
            buffers.shrink();
        }
    }

    private Outcome decodeAndInfer(ServingModel model, Body body, Form form, JsonBytes answer, RequestTrace trace) {
        trace.decoding(model.version().value());
        Violations violations = new Violations();
        int rows = reader.read(body, form, model, buffers, violations);
        if (!violations.isEmpty()) {
            return new Outcome.Invalid(model.version().value(), violations.list());
        }
        trace.inferring(rows);
        model.onnx().run(buffers, rows);
        requireNumbers(model, form, rows, violations);
        if (!violations.isEmpty()) {
            return new Outcome.Invalid(model.version().value(), violations.list());
        }
        trace.writing();
        ids.draw(buffers, rows);
        answer.clear();
        if (form.batch()) {
            writer.batch(answer, model, buffers, rows, form.explain());
        } else {
            writer.single(answer, model, buffers, form.explain());
        }
        model.answered(buffers, rows);
        return new Outcome.Answered(model.version().value(), answer, rows);
    }

    /** A graph may overflow on values that are legal; no decision is made on what is no number. */
    private void requireNumbers(ServingModel model, Form form, int rows, Violations violations) {
        for (int row = 0; row < rows; row++) {
            if (!Float.isFinite(model.prediction(buffers, row))) {
                violations.add(
                        form.batch() ? "/instances/" + row : "/features",
                        "out_of_range",
                        "The values are so large that the model has no answer to them");
            }
        }
    }

    /** What the model said to a request. */
    sealed interface Outcome {
        String version();

        record Answered(String version, JsonBytes json, int rows) implements Outcome {}

        record Invalid(String version, List<Violation> violations) implements Outcome {}
    }
}
