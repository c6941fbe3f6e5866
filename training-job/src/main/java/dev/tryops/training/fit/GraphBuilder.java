package dev.tryops.training.fit;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the nodes of a graph one after the other. Every method gives the name of what it adds. */
final class GraphBuilder {

    static final String ML_DOMAIN = "ai.onnx.ml";

    private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();

    GraphBuilder(String name) {
        graph.setName(name);
    }

    /** An input with any number of rows. */
    String input(String name, OnnxMl.TensorProto.DataType type, int columns) {
        graph.addInput(value(name, type, columns));
        return name;
    }

    OnnxMl.GraphProto output(String name, int columns) {
        graph.addOutput(value(name, OnnxMl.TensorProto.DataType.FLOAT, columns));
        return graph.build();
    }

    private static OnnxMl.ValueInfoProto value(String name, OnnxMl.TensorProto.DataType type, int columns) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** A constant; without dimensions it is a scalar. */
    String floats(String name, double[] values, long... dimensions) {
        OnnxMl.TensorProto.Builder tensor = tensor(name, OnnxMl.TensorProto.DataType.FLOAT, dimensions);
        for (double value : values) {
            tensor.addFloatData((float) value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    String longs(String name, long... values) {
        OnnxMl.TensorProto.Builder tensor = tensor(name, OnnxMl.TensorProto.DataType.INT64, values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private static OnnxMl.TensorProto.Builder tensor(
            String name, OnnxMl.TensorProto.DataType type, long... dimensions) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return tensor;
    }

    String node(String operator, String output, String... inputs) {
        return add(operator, output, List.of(inputs), List.of());
    }

    String nodeAlong(int axis, String operator, String output, List<String> inputs) {
        return add(operator, output, inputs, List.of(number("axis", axis)));
    }

    String cast(OnnxMl.TensorProto.DataType to, String output, String input) {
        return add("Cast", output, List.of(input), List.of(number("to", to.getNumber())));
    }

    /** One column for each category, 1 in that of the text; all 0 for any other text. */
    String oneHot(List<String> categories, String output, String input) {
        OnnxMl.AttributeProto.Builder names =
                OnnxMl.AttributeProto.newBuilder().setName("cats_strings").setType(AttributeType.STRINGS);
        categories.forEach(name -> names.addStrings(ByteString.copyFrom(name, StandardCharsets.UTF_8)));
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType("OneHotEncoder")
                .setDomain(ML_DOMAIN)
                .setName(output)
                .addInput(input)
                .addOutput(output)
                .addAttribute(names)
                .addAttribute(number("zeros", 1)));
        return output;
    }

    /** {@code factor · columns × weights + bias}. */
    String scaledGemm(float factor, String output, String columns, String weights, String bias) {
        OnnxMl.AttributeProto alpha = OnnxMl.AttributeProto.newBuilder()
                .setName("alpha")
                .setType(AttributeType.FLOAT)
                .setF(factor)
                .build();
        return add("Gemm", output, List.of(columns, weights, bias), List.of(alpha));
    }

    private String add(String operator, String output, List<String> inputs, List<OnnxMl.AttributeProto> attributes) {
        graph.addNode(OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(attributes));
        return output;
    }

    private static OnnxMl.AttributeProto number(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }
}
