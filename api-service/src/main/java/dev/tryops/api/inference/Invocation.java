package dev.tryops.api.inference;

import dev.tryops.api.predict.JsonBytes;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.PredictionIds;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.api.tracing.RequestTrace;
import dev.tryops.api.web.RequestBody;

/** Answers scoring requests with one number per row, in the form that they came in. One thread at a time. */
final class Invocation {

    private static final byte[] NO_TENSORS = {};

    private final PredictionIds ids;
    private final int maxRows;
    private final InferenceBuffers buffers = new InferenceBuffers();

    Invocation(PredictionIds ids, int maxRows) {
        this.ids = ids;
        this.maxRows = maxRows;
    }

    /** How rows are written. */
    enum Form {
        CSV,
        JSON
    }

    /** Writes to {@code answer} what it answers with. */
    Reply answer(ServingModel model, RequestBody body, Form form, JsonBytes answer, RequestTrace trace) {
        try {
            return decodeAndInfer(model, body.bytes(), body.length(), form, answer, trace);
        } finally {
            buffers.shrink();
        }
    }

    private Reply decodeAndInfer(
            ServingModel model, byte[] bytes, int length, Form form, JsonBytes answer, RequestTrace trace) {
        String version = model.version().value();
        trace.decoding(version);
        Violations violations = new Violations();
        int rows = switch (form) {
            case CSV -> new CsvRows(model.layout(), maxRows, buffers, violations).read(bytes, length);
            case JSON ->
                new InvocationReader(new JsonText(bytes, length), model.layout(), maxRows, buffers, violations).read();
        };
        if (violations.isEmpty()) {
            trace.inferring(rows);
            model.onnx().run(buffers, rows);
            Overflow.report(model, buffers, rows, "", violations);
        }
        if (!violations.isEmpty()) {
            return new Reply.Invalid(version, violations.list());
        }
        trace.writing();
        // The answer has no place for ids; what is kept of it has one all the same.
        ids.draw(buffers, rows);
        write(model, rows, form, answer);
        model.answered(buffers, rows);
        return new Reply.Answered(version, rows, answer, NO_TENSORS);
    }

    private void write(ServingModel model, int rows, Form form, JsonBytes answer) {
        answer.clear();
        if (form == Form.CSV) {
            for (int row = 0; row < rows; row++) {
                answer.number(model.prediction(buffers, row)).raw('\n');
            }
            return;
        }
        answer.ascii("{\"predictions\":[");
        for (int row = 0; row < rows; row++) {
            if (row > 0) {
                answer.raw(',');
            }
            answer.number(model.prediction(buffers, row));
        }
        answer.ascii("]}");
    }
}
