package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.ModelMetadata;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What is the same in every answer of a model, encoded once. */
final class AnswerText {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of which model this is the text; its identity tells whether another one is needed. */
    final ModelMetadata metadata;

    final byte[] version;
    final byte[] schemaHash;
    /** From behind the probability to behind the label, for each class decided for. */
    final List<byte[]> decisions;
    /** {@code "label":} for each class, as a member of an object. */
    final List<byte[]> members;
    /** The names of the features, in schema order. */
    final List<byte[]> features;

    AnswerText(ModelMetadata metadata) {
        this.metadata = metadata;
        this.version = bytes("\"model_version\":"
                + JSON.writeValueAsString(metadata.modelVersion().value()));
        this.schemaHash = bytes(
                "\"schema_hash\":" + JSON.writeValueAsString(metadata.schema().schemaHash()));
        List<ClassLabel> labels = metadata.classLabels();
        this.decisions = labels.stream()
                .map(label -> bytes(
                        ",\"prediction_class\":" + labels.indexOf(label) + ",\"prediction_label\":" + value(label)))
                .toList();
        this.members = labels.stream()
                .map(label -> bytes(JSON.writeValueAsString(label.text()) + ":"))
                .toList();
        this.features = metadata.schema().featureNames().stream()
                .map(name -> bytes(JSON.writeValueAsString(name)))
                .toList();
    }

    static String value(ClassLabel label) {
        return label.numeric() ? new BigDecimal(label.text()).toPlainString() : JSON.writeValueAsString(label.text());
    }

    private static byte[] bytes(String json) {
        return json.getBytes(UTF_8);
    }
}
