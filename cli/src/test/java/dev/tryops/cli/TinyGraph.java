package dev.tryops.cli;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** A graph over two numbers, as small as one can be: {@code softmax(input · weights + bias)}. */
final class TinyGraph {

    private TinyGraph() {}

    /** Its second class has the weights, its first has none. */
    static byte[] of(float first, float second, float bias) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("tiny")
                .addInput(tensor("input"))
                .addOutput(tensor("probabilities"))
                .addInitializer(floats("weights", new float[] {0, first, 0, second}, 2, 2))
                .addInitializer(floats("bias", new float[] {0, bias}, 2))
                .addNode(node("Gemm", "scores", "input", "weights", "bias"))
                .addNode(node("Softmax", "probabilities", "scores")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1)));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(6)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(operator)
                .addOutput(output)
                .addAllInput(List.of(inputs));
    }

    private static ValueInfoProto tensor(String name) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("n"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(2));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    private static TensorProto floats(String name, float[] values, long... dims) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dim : dims) {
            tensor.addDims(dim);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }
}
