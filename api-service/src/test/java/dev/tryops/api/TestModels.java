package dev.tryops.api;

import ai.onnx.proto.OnnxMl;
import dev.tryops.model.Baseline;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ClassCoefficients.Term;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.Histogram;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.registry.ModelBundle;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Real bundles with hand-made graphs over {@code age (int64), debt_ratio (float64), member (bool)}. */
public final class TestModels {

    public static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("age", 0, Dtype.INT64, false),
            new Feature("debt_ratio", 1, Dtype.FLOAT64, false),
            new Feature("member", 2, Dtype.BOOL, false)));

    static final List<ClassLabel> LABELS = List.of(ClassLabel.ofNumber("0"), ClassLabel.ofNumber("1"));

    private TestModels() {}

    public static ModelVersion version(int number) {
        return new ModelVersion("v20260208_160016_%06x".formatted(number));
    }

    /** The terms of a model whose score is {@code bias} for the average row. */
    public static ClassCoefficients coefficients(double bias) {
        return new ClassCoefficients(
                bias,
                List.of(
                        new Term("age", null, 0.8, 45, 10),
                        new Term("debt_ratio", null, -0.6, 0.35, 0.15),
                        new Term("member", null, 0.4, 0.5, 0.5)));
    }

    public static double probability(ClassCoefficients coefficients, double... row) {
        double score = coefficients.bias();
        for (int i = 0; i < row.length; i++) {
            score += coefficients.features().get(i).contribution(row[i]);
        }
        return 1 / (1 + Math.exp(-score));
    }

    public static ModelBundle bundle(ModelVersion version, double bias) {
        ClassCoefficients coefficients = coefficients(bias);
        return bundle(version, coefficients, graph(coefficients, UnaryOperator.identity()));
    }

    /** A model that decides against a person with the class of index {@code adverseClass}. */
    public static ModelBundle bundle(ModelVersion version, double bias, int adverseClass) {
        ClassCoefficients coefficients = coefficients(bias);
        return new ModelBundle(
                graph(coefficients, UnaryOperator.identity()),
                metadata(version, coefficients, adverseClass),
                baseline(SCHEMA),
                Optional.empty(),
                Optional.empty());
    }

    public static ModelBundle bundle(ModelVersion version, ClassCoefficients coefficients, byte[] graph) {
        return new ModelBundle(
                graph, metadata(version, coefficients, 0), baseline(SCHEMA), Optional.empty(), Optional.empty());
    }

    static ModelBundle bundle(ModelMetadata metadata, byte[] graph) {
        return new ModelBundle(
                graph, metadata, baseline(metadata.schema().features()), Optional.empty(), Optional.empty());
    }

    private static ModelMetadata metadata(ModelVersion version, ClassCoefficients coefficients, int adverseClass) {
        return metadata(version, SCHEMA, LABELS, adverseClass, Map.of("1", coefficients), goldenRows(coefficients));
    }

    /** Of a model whose positive class is the last of {@code labels}. */
    public static ModelMetadata metadata(
            ModelVersion version,
            FeatureSchema schema,
            List<ClassLabel> labels,
            int adverseClass,
            Map<String, ClassCoefficients> coefficients,
            List<GoldenRow> goldenRows) {
        return metadata(version, schema, labels, labels.getLast(), 0.5, adverseClass, coefficients, goldenRows);
    }

    static ModelMetadata metadata(
            ModelVersion version,
            FeatureSchema schema,
            List<ClassLabel> labels,
            ClassLabel positive,
            double threshold,
            int adverseClass,
            Map<String, ClassCoefficients> coefficients,
            List<GoldenRow> goldenRows) {
        return new ModelMetadata(
                version,
                "logistic_regression",
                "tribuo",
                "onnx",
                ModelSchema.of(schema, Map.of()),
                new Metrics(0.7, 0.7, 0.7, 0.7, 0.8, 0.5, 0.2),
                Map.of(),
                80,
                20,
                0.25,
                null,
                "test",
                Instant.parse("2026-02-08T16:00:16Z"),
                "0".repeat(64),
                42,
                Map.of(),
                13,
                labels,
                positive,
                threshold,
                adverseClass,
                coefficients,
                goldenRows);
    }

    static List<GoldenRow> goldenRows(ClassCoefficients coefficients) {
        return IntStream.range(0, 20)
                .mapToObj(i -> {
                    Map<String, Object> features = new LinkedHashMap<>();
                    features.put("age", 25 + 2 * i);
                    features.put("debt_ratio", i / 20.0);
                    features.put("member", i % 2 == 0);
                    return new GoldenRow(features, probability(coefficients, 25 + 2 * i, i / 20.0, i % 2 == 0 ? 1 : 0));
                })
                .toList();
    }

    private static Baseline baseline(FeatureSchema schema) {
        Histogram histogram = new Histogram(List.of(0.0, 1.0), List.of(80L));
        FeatureStatistics numeric = new FeatureStatistics.Numeric(0, 1, 0, 1, Map.of(), 0, histogram);
        Map<String, FeatureStatistics> features = new LinkedHashMap<>();
        schema.names().forEach(name -> features.put(name, numeric));
        return new Baseline(
                80, features, new PredictionStatistics("binary_classification", 0.5, 0.1, Map.of(), histogram));
    }

    /** Sub → Div → Clip → Gemm → Softmax with the weight difference in the second column. */
    public static byte[] graph(ClassCoefficients c, UnaryOperator<OnnxMl.GraphProto.Builder> edit) {
        int n = c.features().size();
        float[] mean = new float[n];
        float[] std = new float[n];
        float[] weights = new float[2 * n];
        for (int i = 0; i < n; i++) {
            mean[i] = (float) c.features().get(i).mean();
            std[i] = (float) c.features().get(i).std();
            weights[2 * i + 1] = (float) c.features().get(i).weight();
        }
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
                .setName("test")
                .addInput(tensor("input", n))
                .addOutput(tensor("probabilities", 2))
                .addInitializer(floats("mean", mean, n))
                .addInitializer(floats("std", std, n))
                .addInitializer(floats("weights", weights, n, 2))
                .addInitializer(floats("bias", new float[] {0, (float) c.bias()}, 2))
                .addNode(node("Sub", "centred", "input", "mean"))
                .addNode(node("Div", "scaled", "centred", "std"))
                .addInitializer(bound("smallest", -1e30f))
                .addInitializer(bound("largest", 1e30f))
                .addNode(node("Clip", "bounded", "scaled", "smallest", "largest"))
                .addNode(node("Gemm", "scores", "bounded", "weights", "bias"))
                .addNode(node("Softmax", "probabilities", "scores")
                        .addAttribute(OnnxMl.AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                                .setI(1)));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(6)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(edit.apply(graph))
                .build()
                .toByteArray();
    }

    public static OnnxMl.ValueInfoProto tensor(String name, int columns) {
        return tensor(name, columns, OnnxMl.TensorProto.DataType.FLOAT);
    }

    static OnnxMl.ValueInfoProto tensor(String name, int columns, OnnxMl.TensorProto.DataType type) {
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(OnnxMl.TensorShapeProto.newBuilder()
                                        .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                                .setDimParam("n"))
                                        .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder()
                                                .setDimValue(columns)))))
                .build();
    }

    static OnnxMl.TensorProto floats(String name, float[] values, long... dims) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static OnnxMl.TensorProto bound(String name, float value) {
        return floats(name, new float[] {value}).toBuilder().clearDims().build();
    }

    static OnnxMl.NodeProto.Builder node(String operator, String output, String... inputs) {
        return OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator)
                .addOutput(output)
                .addAllInput(List.of(inputs));
    }
}
