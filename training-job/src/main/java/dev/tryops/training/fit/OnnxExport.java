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

    /** So far out that any weight has long decided the answer, and still far from float32's end. */
    static final float LARGEST_WEIGHTED = 1e30f;

    /** Beyond this, a deviation is folded into no weight: the bounds above would decide too early, or too late. */
    private static final double LARGEST_DEVIATION = 1e15;

    /** Times the largest value that passes the bounds, still a float32. */
    private static final double LARGEST_SLOPES = 1e8;

    /**
     * What the folded bias may take away again from the products, in log-odds: each is rounded by at most 2⁻²⁴ of its
     * size, so that the score is off by at most 4e-6, and a probability by a quarter of that.
     */
    private static final double LARGEST_CANCELLATION = 32;

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
        boolean folds = folds(model);
        ONNXRef<?> values = folds ? input : standardized(graph, input, model.standardization());
        values.apply(ONNXOperators.GEMM, folds ? foldedScores(graph, model) : scores(graph, model))
                .apply(ONNXOperators.SOFTMAX, Map.of("axis", 1))
                .assignTo(output);
        return bounded(graph.buildGraph());
    }

    private static ONNXRef<?> standardized(ONNXContext graph, ONNXPlaceholder input, Standardization by) {
        return input.apply(ONNXOperators.SUB, graph.array("mean", by.means()))
                .apply(ONNXOperators.DIV, graph.array("std", by.stds()));
    }

    /** Whether the folded weights are float32s that lose nothing: neither to overflow nor to rounding. */
    private static boolean folds(LogisticModel model) {
        Standardization by = model.standardization();
        double slopes = 0;
        double cancellation = 0;
        for (int f = 0; f < model.weights().length; f++) {
            double slope = model.slope(f);
            boolean lost = slope != 0 && Math.abs(slope) < Float.MIN_NORMAL;
            if (lost || by.stds()[f] > LARGEST_DEVIATION) {
                return false;
            }
            slopes += Math.abs(slope);
            cancellation += Math.abs(slope * by.means()[f]);
        }
        return slopes <= LARGEST_SLOPES && cancellation <= LARGEST_CANCELLATION;
    }

    /**
     * The graph with every value that is weighted kept within ±{@link #LARGEST_WEIGHTED}. A legal float32 divided by
     * a small deviation overflows, and infinity times a weight of 0 is not a number.
     */
    private static OnnxMl.GraphProto bounded(OnnxMl.GraphProto graph) {
        OnnxMl.GraphProto.Builder bounded = graph.toBuilder()
                .clearNode()
                .addInitializer(scalar("smallest", -LARGEST_WEIGHTED))
                .addInitializer(scalar("largest", LARGEST_WEIGHTED));
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

    private static List<ONNXRef<?>> scores(ONNXContext graph, LogisticModel model) {
        return scores(graph, model.weights(), model.bias());
    }

    private static List<ONNXRef<?>> foldedScores(ONNXContext graph, LogisticModel model) {
        double[] slopes = new double[model.weights().length];
        double bias = model.bias();
        for (int f = 0; f < slopes.length; f++) {
            slopes[f] = model.slope(f);
            bias -= slopes[f] * model.standardization().means()[f];
        }
        return scores(graph, slopes, bias);
    }

    /** The negative class scores 0 and the positive one its log-odds: their softmax is the sigmoid. */
    private static List<ONNXRef<?>> scores(ONNXContext graph, double[] weights, double bias) {
        ONNXInitializer matrix = graph.floatTensor("weights", List.of(weights.length, CLASSES), values -> {
            for (double weight : weights) {
                values.put(0).put((float) weight);
            }
        });
        return List.of(matrix, graph.array("bias", new double[] {0, bias}));
    }
}
