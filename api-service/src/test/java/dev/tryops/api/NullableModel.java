package dev.tryops.api;

import ai.onnx.proto.OnnxMl;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@link TestModels}' model with a graph that puts the mean in the place of what is missing: all of it may be. */
final class NullableModel {

    static final FeatureSchema SCHEMA = new FeatureSchema(TestModels.SCHEMA.features().stream()
            .map(feature -> new Feature(feature.name(), feature.position(), feature.dtype(), true))
            .toList());

    private NullableModel() {}

    static ModelBundle bundle(ModelVersion version, double bias) {
        ClassCoefficients coefficients = TestModels.coefficients(bias);
        return TestModels.bundle(
                TestModels.metadata(
                        version, SCHEMA, TestModels.LABELS, 0, Map.of("1", coefficients), goldenRows(coefficients)),
                TestModels.graph(coefficients, NullableModel::impute));
    }

    /** A model of nothing but the age. */
    static ModelBundle onlyAge(ModelVersion version) {
        ClassCoefficients age = new ClassCoefficients(
                0, List.of(TestModels.coefficients(0).features().getFirst()));
        List<GoldenRow> rows = IntStream.range(0, 20)
                .mapToObj(i -> new GoldenRow(Map.of("age", 25 + i), TestModels.probability(age, 25 + i)))
                .toList();
        FeatureSchema schema = new FeatureSchema(List.of(SCHEMA.features().getFirst()));
        return TestModels.bundle(
                TestModels.metadata(version, schema, TestModels.LABELS, 0, Map.of("1", age), rows),
                TestModels.graph(age, NullableModel::impute));
    }

    private static OnnxMl.GraphProto.Builder impute(OnnxMl.GraphProto.Builder graph) {
        return graph.setNode(0, graph.getNode(0).toBuilder().setInput(0, "imputed"))
                .addNode(0, TestModels.node("IsNaN", "missing", "input"))
                .addNode(1, TestModels.node("Where", "imputed", "missing", "mean", "input"));
    }

    /** The first of them without an age. */
    private static List<GoldenRow> goldenRows(ClassCoefficients coefficients) {
        List<GoldenRow> rows = new ArrayList<>(TestModels.goldenRows(coefficients));
        Map<String, Object> ageless = new LinkedHashMap<>(rows.getFirst().features());
        ageless.put("age", null);
        rows.set(0, new GoldenRow(ageless, TestModels.probability(coefficients, 45, 0, 1)));
        return rows;
    }
}
