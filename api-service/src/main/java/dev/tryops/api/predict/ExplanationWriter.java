package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.api.explain.Explanation;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Feature;
import dev.tryops.model.ModelMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what {@code explain=true} adds to a prediction. */
final class ExplanationWriter {

    private static final byte[] BIAS = ascii(",\"contributions\":{\"bias\":");
    private static final byte[] FEATURES = ascii(",\"features\":{");
    private static final byte[] LOGIT = ascii("},\"logit\":");
    private static final byte[] REASONS = ascii("},\"reasons\":[");

    private @Nullable ModelMetadata latest;
    /** The names of the latest model's features as JSON, in schema order. */
    private List<byte[]> names = List.of();

    void write(JsonBytes out, ServingModel model, InferenceBuffers buffers, int row) {
        encodeNames(model);
        Explanation explanation = Explanation.of(model, buffers, row);
        out.raw(BIAS).number(explanation.bias()).raw(FEATURES);
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.raw(names.get(i)).raw(':').number(explanation.contribution(i));
        }
        out.raw(LOGIT).number(explanation.logit());
        explanation.reasons().ifPresentOrElse(reasons -> write(out, reasons), () -> out.raw('}'));
    }

    private void write(JsonBytes out, List<Feature> reasons) {
        out.raw(REASONS);
        for (int i = 0; i < reasons.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.raw(names.get(reasons.get(i).position()));
        }
        out.raw(']');
    }

    private void encodeNames(ServingModel model) {
        if (latest != model.metadata()) {
            names = model.schema().names().stream()
                    .map(name -> JsonMapper.shared().writeValueAsString(name).getBytes(UTF_8))
                    .toList();
            latest = model.metadata();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
