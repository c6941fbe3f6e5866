package dev.tryops.training.fit;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.tryops.model.InputLayout;
import org.tribuo.util.onnx.ONNXOperators;

/**
 * Writes a model as one graph from raw features to probabilities: the inputs are those of the schema's
 * {@link InputLayout}, {@code probabilities} is float32 [N, classes] in the order of the class labels. Equal models give
 * equal bytes.
 *
 * <p>A prediction costs the runtime more for each node than for the arithmetic inside, so the standardization of a model
 * of plain numbers is folded into the weights wherever float32 can hold the result: {@code w/std}, and
 * {@code bias − Σ w·mean/std}.
 */
public final class OnnxExport {

    static final String OUTPUT = "probabilities";

    /** The version of the file format itself; ONNX Runtime reads it since 1.4. */
    private static final int IR_VERSION = 6;

    private static final int ML_OPSET = 1;

    private OnnxExport() {}

    /** The version of the operator set that the graph is written in. */
    public static int opset() {
        return ONNXOperators.getOpsetVersion();
    }

    public static byte[] toBytes(LogisticModel model) {
        OnnxMl.ModelProto.Builder file = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("TryOps")
                .addOpsetImport(ONNXOperators.getOpsetProto())
                .setGraph(graph(model));
        if (new InputLayout(model.schema()).texts() > 0) {
            file.addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder()
                    .setDomain(GraphBuilder.ML_DOMAIN)
                    .setVersion(ML_OPSET));
        }
        return file.build().toByteArray();
    }

    private static OnnxMl.GraphProto graph(LogisticModel model) {
        if (model.isBinary() && model.encoding().isPlain()) {
            FoldedScores folded = FoldedScores.of(model);
            if (folded.losesNothing()) {
                return folded(folded);
            }
        }
        return new EncodedGraph(model).build();
    }

    /**
     * Two nodes: the score and its negative, and the sigmoid of each. The weights are made so small that no sum of them
     * overflows, whatever float32s come in; multiplied by what they were divided by, it is at worst infinite, of which
     * the sigmoid is a number.
     */
    private static OnnxMl.GraphProto folded(FoldedScores folded) {
        GraphBuilder graph = new GraphBuilder(EncodedGraph.NAME);
        double[] slopes = folded.slopes();
        float scale = (float) Math.max(1, folded.steepness());
        double[] weights = new double[2 * slopes.length];
        for (int f = 0; f < slopes.length; f++) {
            weights[2 * f] = -slopes[f] / scale;
            weights[2 * f + 1] = slopes[f] / scale;
        }
        graph.scaledGemm(
                scale,
                "scores",
                graph.input(InputLayout.NUMBERS, DataType.FLOAT, slopes.length),
                graph.floats("weights", weights, slopes.length, 2),
                graph.floats("bias", new double[] {-folded.bias(), folded.bias()}, 2));
        graph.node("Sigmoid", OUTPUT, "scores");
        return graph.output(OUTPUT, 2);
    }
}
