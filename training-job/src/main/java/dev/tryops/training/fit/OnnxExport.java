package dev.tryops.training.fit;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Map;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXInitializer;
import org.tribuo.util.onnx.ONNXOperators;
import org.tribuo.util.onnx.ONNXPlaceholder;
import org.tribuo.util.onnx.ONNXRef;

/**
 * Writes a model as one graph from raw features to probabilities: {@code input} is float32 [N, features] in schema
 * order, {@code probabilities} float32 [N, 2] in the order of the class labels. Equal models give equal bytes.
 *
 * <p>A prediction costs the runtime more for each node than for the arithmetic inside, so standardization is folded into
 * the weights wherever float32 can hold the result: {@code w/std}, and {@code bias − Σ w·mean/std}.
 */
public final class OnnxExport {

    public static final String INPUT = "input";
    public static final String OUTPUT = "probabilities";

    static final int CLASSES = 2;

    /** The version of the file format itself; ONNX Runtime reads it since 1.4. */
    private static final int IR_VERSION = 6;

    /** So far from the mean that any weight has long decided the answer, and still far from float32's end. */
    static final float LARGEST_STANDARDIZED = 1e30f;

    private OnnxExport() {}

    /** The version of the operator set that the graph is written in. */
    public static int opset() {
        return ONNXOperators.getOpsetVersion();
    }

    public static byte[] toBytes(LogisticModel model) {
        return OnnxMl.ModelProto.newBuilder()
                .setGraph(graph(model))
                .setIrVersion(IR_VERSION)
                .setProducerName("TryOps")
                .addOpsetImport(ONNXOperators.getOpsetProto())
                .build()
                .toByteArray();
    }

    private static OnnxMl.GraphProto graph(LogisticModel model) {
        ONNXContext graph = new ONNXContext();
        graph.setName("logistic_regression");
        int features = model.weights().length;
        ONNXPlaceholder input = graph.floatInput(INPUT, features);
        ONNXPlaceholder output = graph.floatOutput(OUTPUT, CLASSES);
        FoldedScores folded = FoldedScores.of(model);
        if (folded.losesNothing()) {
            folded(graph, folded, input).assignTo(output);
            return graph.buildGraph();
        }
        standardized(graph, model, input).assignTo(output);
        return bounded(graph.buildGraph());
    }

    /**
     * Two nodes: the score and its negative, and the sigmoid of each. The weights are made so small that no sum of them
     * overflows, whatever float32s come in; multiplied by what they were divided by, it is at worst infinite, of which
     * the sigmoid is a number.
     */
    private static ONNXRef<?> folded(ONNXContext graph, FoldedScores folded, ONNXPlaceholder input) {
        double[] slopes = folded.slopes();
        float scale = (float) Math.max(1, folded.steepness());
        ONNXInitializer weights = graph.floatTensor("weights", List.of(slopes.length, CLASSES), values -> {
            for (double slope : slopes) {
                values.put((float) (-slope / scale)).put((float) (slope / scale));
            }
        });
        ONNXInitializer biases = graph.array("bias", new double[] {-folded.bias(), folded.bias()});
        return graph.operation(ONNXOperators.GEMM, List.of(input, weights, biases), "scores", Map.of("alpha", scale))
                .apply(ONNXOperators.SIGMOID);
    }

    private static ONNXRef<?> standardized(ONNXContext graph, LogisticModel model, ONNXPlaceholder input) {
        Standardization by = model.standardization();
        return input.apply(ONNXOperators.SUB, graph.array("mean", by.means()))
                .apply(ONNXOperators.DIV, graph.array("std", by.stds()))
                .apply(ONNXOperators.GEMM, scores(graph, model))
                .apply(ONNXOperators.SOFTMAX, Map.of("axis", 1));
    }

    /**
     * The graph with every standardized value kept within ±{@link #LARGEST_STANDARDIZED}. A legal float32 divided by
     * a small deviation overflows, and infinity times a weight of 0 is not a number.
     */
    private static OnnxMl.GraphProto bounded(OnnxMl.GraphProto graph) {
        OnnxMl.GraphProto.Builder bounded = graph.toBuilder()
                .clearNode()
                .addInitializer(scalar("smallest", -LARGEST_STANDARDIZED))
                .addInitializer(scalar("largest", LARGEST_STANDARDIZED));
        for (OnnxMl.NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Gemm")) {
                bounded.addNode(OnnxMl.NodeProto.newBuilder()
                        .setOpType("Clip")
                        .setName("bound")
                        .addInput(node.getInput(0))
                        .addInput("smallest")
                        .addInput("largest")
                        .addOutput("bounded"));
                bounded.addNode(node.toBuilder().setInput(0, "bounded"));
            } else {
                bounded.addNode(node);
            }
        }
        return bounded.build();
    }

    private static OnnxMl.TensorProto scalar(String name, float value) {
        return OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(value)
                .build();
    }

    /** The negative class scores 0 and the positive one its log-odds: their softmax is the sigmoid. */
    private static List<ONNXRef<?>> scores(ONNXContext graph, LogisticModel model) {
        double[] weights = model.weights();
        ONNXInitializer matrix = graph.floatTensor("weights", List.of(weights.length, CLASSES), values -> {
            for (double weight : weights) {
                values.put(0).put((float) weight);
            }
        });
        return List.of(matrix, graph.array("bias", new double[] {0, model.bias()}));
    }
}
