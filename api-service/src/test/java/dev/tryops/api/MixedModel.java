package dev.tryops.api;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
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
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.registry.ModelBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A bundle of three classes, named by text, over {@code age (int64), region (string), debt_ratio (float64)}. */
public final class MixedModel {

    public static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new Feature("age", 0, Dtype.INT64, false),
            new Feature("region", 1, Dtype.STRING, true),
            new Feature("debt_ratio", 2, Dtype.FLOAT64, false)));

    public static final List<String> REGIONS = List.of("north", "Île-de-France", "東京");
    public static final List<String> CLASSES = List.of("approve", "reject", "review");

    private static final double[] BIAS = {0.1, -0.2, 0.3};
    private static final double[][] WEIGHTS = {
        {0.8, -0.6, 0.5, -0.4, 0.9}, {-0.7, 0.6, -0.1, 0.7, -0.8}, {0.1, 0.2, -0.3, 0.1, 0.2},
    };

    private MixedModel() {}

    public static ModelBundle bundle(ModelVersion version) {
        return new ModelBundle(graph(), metadata(version), baseline(), Optional.empty(), Optional.empty());
    }

    /** The probabilities of the classes, by the formula. */
    public static double[] probabilities(double age, String region, double debtRatio) {
        double[] scores = new double[CLASSES.size()];
        for (int k = 0; k < scores.length; k++) {
            double[] w = WEIGHTS[k];
            scores[k] = BIAS[k] + w[0] * (age - 45) / 10 + w[1] * (debtRatio - 0.35) / 0.15;
            int category = REGIONS.indexOf(region);
            scores[k] += category < 0 ? 0 : w[2 + category];
        }
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score);
        }
        for (int k = 0; k < scores.length; k++) {
            scores[k] = Math.exp(scores[k]) / sum;
        }
        return scores;
    }

    private static ModelMetadata metadata(ModelVersion version) {
        List<ClassLabel> labels = CLASSES.stream().map(ClassLabel::ofText).toList();
        Map<String, ClassCoefficients> coefficients = new LinkedHashMap<>();
        for (int k = 0; k < CLASSES.size(); k++) {
            List<Term> terms = new ArrayList<>();
            terms.add(new Term("age", null, WEIGHTS[k][0], 45, 10));
            for (int c = 0; c < REGIONS.size(); c++) {
                terms.add(new Term("region", REGIONS.get(c), WEIGHTS[k][2 + c], 0, 1));
            }
            terms.add(new Term("debt_ratio", null, WEIGHTS[k][1], 0.35, 0.15));
            coefficients.put(CLASSES.get(k), new ClassCoefficients(BIAS[k], terms));
        }
        return TestModels.metadata(version, SCHEMA, labels, 1, coefficients, goldenRows());
    }

    private static List<GoldenRow> goldenRows() {
        return IntStream.range(0, 20)
                .mapToObj(i -> {
                    String region = REGIONS.get(i % REGIONS.size());
                    Map<String, Object> features = new LinkedHashMap<>();
                    features.put("age", 25 + 2 * i);
                    features.put("region", region);
                    features.put("debt_ratio", i / 20.0);
                    double[] p = probabilities(25 + 2 * i, region, i / 20.0);
                    return new GoldenRow(
                            features, java.util.Arrays.stream(p).max().orElseThrow());
                })
                .toList();
    }

    private static Baseline baseline() {
        Histogram histogram = new Histogram(List.of(0.0, 1.0), List.of(80L));
        FeatureStatistics numeric = new FeatureStatistics.Numeric(0, 1, 0, 1, Map.of(), 0, histogram);
        Map<String, FeatureStatistics> features = new LinkedHashMap<>();
        features.put("age", numeric);
        features.put("region", new FeatureStatistics.Categorical(3, 0, Map.of("north", 30L)));
        features.put("debt_ratio", numeric);
        return new Baseline(
                80, features, new PredictionStatistics("binary_classification", 0.5, 0.1, Map.of(), histogram));
    }

    private static byte[] graph() {
        int columns = 2 + REGIONS.size();
        float[] weights = new float[columns * CLASSES.size()];
        float[] bias = new float[CLASSES.size()];
        for (int k = 0; k < CLASSES.size(); k++) {
            bias[k] = (float) BIAS[k];
            for (int column = 0; column < columns; column++) {
                weights[column * CLASSES.size() + k] = (float) WEIGHTS[k][column];
            }
        }
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder()
                .setName("mixed")
                .addInput(TestModels.tensor("input", 2))
                .addInput(TestModels.tensor("text", 1, OnnxMl.TensorProto.DataType.STRING))
                .addOutput(TestModels.tensor("probabilities", CLASSES.size()))
                .addInitializer(TestModels.floats("mean", new float[] {45, 0.35f}, 2))
                .addInitializer(TestModels.floats("std", new float[] {10, 0.15f}, 2))
                .addInitializer(TestModels.floats("weights", weights, columns, CLASSES.size()))
                .addInitializer(TestModels.floats("bias", bias, CLASSES.size()))
                .addInitializer(OnnxMl.TensorProto.newBuilder()
                        .setName("flat")
                        .setDataType(OnnxMl.TensorProto.DataType.INT64.getNumber())
                        .addDims(2)
                        .addInt64Data(0)
                        .addInt64Data(REGIONS.size()))
                .addNode(TestModels.node("Sub", "centred", "input", "mean"))
                .addNode(TestModels.node("Div", "scaled", "centred", "std"))
                .addNode(TestModels.node("OneHotEncoder", "hot", "text")
                        .setDomain("ai.onnx.ml")
                        .addAttribute(OnnxMl.AttributeProto.newBuilder()
                                .setName("cats_strings")
                                .setType(AttributeType.STRINGS)
                                .addAllStrings(REGIONS.stream()
                                        .map(region -> ByteString.copyFrom(region, StandardCharsets.UTF_8))
                                        .toList()))
                        .addAttribute(OnnxMl.AttributeProto.newBuilder()
                                .setName("zeros")
                                .setType(AttributeType.INT)
                                .setI(1)))
                .addNode(TestModels.node("Reshape", "categories", "hot", "flat"))
                .addNode(
                        TestModels.node("Concat", "all", "scaled", "categories").addAttribute(axis()))
                .addNode(TestModels.node("Gemm", "scores", "all", "weights", "bias"))
                .addNode(TestModels.node("Softmax", "probabilities", "scores").addAttribute(axis()));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(6)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder()
                        .setDomain("ai.onnx.ml")
                        .setVersion(1))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static OnnxMl.AttributeProto axis() {
        return OnnxMl.AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeType.INT)
                .setI(1)
                .build();
    }
}
