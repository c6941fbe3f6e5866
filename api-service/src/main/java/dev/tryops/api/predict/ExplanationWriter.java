package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tryops.api.explain.Explanation;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Feature;
import java.util.List;

/** Writes what {@code explain=true} adds to a prediction. */
final class ExplanationWriter {

    private static final byte[] BIAS = ascii(",\"contributions\":{\"bias\":");
    private static final byte[] FEATURES = ascii(",\"features\":{");
    private static final byte[] LOGIT = ascii("},\"logit\":");
    private static final byte[] REASONS = ascii("},\"reasons\":[");

    private ExplanationWriter() {}

    static void write(JsonBytes out, AnswerText text, ServingModel model, InferenceBuffers buffers, int row) {
        Explanation explanation = Explanation.of(model, buffers, row);
        out.raw(BIAS).number(explanation.bias()).raw(FEATURES);
        for (int i = 0; i < text.features.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.raw(text.features.get(i)).raw(':').number(explanation.contribution(i));
        }
        out.raw(LOGIT).number(explanation.logit());
        explanation.reasons().ifPresentOrElse(reasons -> write(out, text, reasons), () -> out.raw('}'));
    }

    private static void write(JsonBytes out, AnswerText text, List<Feature> reasons) {
        out.raw(REASONS);
        for (int i = 0; i < reasons.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.raw(text.features.get(reasons.get(i).position()));
        }
        out.raw(']');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
