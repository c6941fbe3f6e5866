package dev.tryops.api.inference;

import dev.tryops.api.predict.JsonBytes;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.PredictionIds;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.api.tracing.RequestTrace;

/**
 * Answers inference requests with a model that is lent for as long: decode, infer, encode, observe. One thread at a time.
 */
final class Inference {

    /** Values that one answer explains at most: more would be an answer of hundreds of megabytes. */
    private static final int MOST_CONTRIBUTIONS = 1 << 22;

    private final int maxRows;
    private final PredictionIds ids;
    private final InferWriter writer;
    private final InferenceBuffers buffers = new InferenceBuffers();

    Inference(PredictionIds ids, String modelName, int maxRows) {
        this.maxRows = maxRows;
        this.ids = ids;
        this.writer = new InferWriter(modelName);
    }

    /** Writes to {@code head} the part of the answer that is text. */
    Reply answer(ServingModel model, InferBody body, JsonBytes head, RequestTrace trace) {
        try {
            return decodeAndInfer(model, body, head, trace);
        } finally {
            buffers.shrink();
        }
    }

    private Reply decodeAndInfer(ServingModel model, InferBody body, JsonBytes head, RequestTrace trace) {
        String version = model.version().value();
        trace.decoding(version);
        Violations violations = new Violations();
        InferRequest request = new InferReader(body, model, maxRows, buffers, violations).read();
        requireModestExplanation(model, request, violations);
        if (!violations.isEmpty()) {
            return new Reply.Invalid(version, violations.list());
        }
        trace.inferring(request.rows());
        model.onnx().run(buffers, request.rows());
        Overflow.report(model, buffers, request.rows(), "/inputs", violations);
        if (!violations.isEmpty()) {
            return new Reply.Invalid(version, violations.list());
        }
        trace.writing();
        ids.draw(buffers, request.rows());
        head.clear();
        byte[] tensors = writer.write(head, model, request, buffers);
        model.answered(buffers, request.rows());
        return new Reply.Answered(version, request.rows(), head, tensors);
    }

    private static void requireModestExplanation(ServingModel model, InferRequest request, Violations violations) {
        boolean explains = request.outputs().stream().anyMatch(w -> w.tensor() == OutputTensor.CONTRIBUTIONS);
        int most = MOST_CONTRIBUTIONS / (model.layout().size() + 1);
        if (explains && request.rows() > most) {
            violations.add(
                    "/parameters/explain", "batch_too_large", "At most " + most + " rows are explained at a time");
        }
    }
}
