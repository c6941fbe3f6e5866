package dev.tryops.training.fit;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tryops.model.InputLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A graph opened in the runtime that serves it, one thread wide. Close it: its memory is not the JVM's. */
final class OnnxGraph implements AutoCloseable {

    private static final int BATCH = 4_096;

    private final OrtSession session;
    private final InputLayout layout;
    private final int classes;

    private OnnxGraph(OrtSession session, InputLayout layout, int classes) {
        this.session = session;
        this.layout = layout;
        this.classes = classes;
    }

    static OnnxGraph open(byte[] onnx, InputLayout layout, int classes) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxGraph(OrtEnvironment.getEnvironment().createSession(onnx, options), layout, classes);
        }
    }

    static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** What speaks against the graph taking the raw values of the layout and giving the probabilities of the classes. */
    Optional<String> signatureFault() throws OrtException {
        Map<String, Shape> inputs = new HashMap<>();
        if (layout.numbers() > 0) {
            inputs.put(InputLayout.NUMBERS, new Shape(OnnxJavaType.FLOAT, layout.numbers()));
        }
        if (layout.texts() > 0) {
            inputs.put(InputLayout.TEXTS, new Shape(OnnxJavaType.STRING, layout.texts()));
        }
        Optional<String> output = fault(
                "output", session.getOutputInfo(), Map.of(OnnxExport.OUTPUT, new Shape(OnnxJavaType.FLOAT, classes)));
        return fault("input", session.getInputInfo(), inputs).or(() -> output);
    }

    private static Optional<String> fault(String kind, Map<String, NodeInfo> nodes, Map<String, Shape> expected) {
        if (!nodes.keySet().equals(expected.keySet())) {
            return Optional.of("its %ss should be %s, not %s".formatted(kind, expected.keySet(), nodes.keySet()));
        }
        return expected.entrySet().stream()
                .flatMap(entry -> fault(kind, entry.getKey(), nodes.get(entry.getKey()), entry.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> fault(String kind, String name, @Nullable NodeInfo node, Shape expected) {
        return node != null && expected.isThatOf(node)
                ? Optional.empty()
                : Optional.of("its %s '%s' should be %s, not %s"
                        .formatted(kind, name, expected, node == null ? "absent" : node.getInfo()));
    }

    /** Of a tensor with any number of rows. */
    private record Shape(OnnxJavaType type, int columns) {

        boolean isThatOf(NodeInfo node) {
            return node.getInfo() instanceof TensorInfo tensor
                    && tensor.type == type
                    && Arrays.equals(tensor.getShape(), new long[] {-1, columns});
        }

        @Override
        public String toString() {
            return "%s [N, %d]".formatted(type == OnnxJavaType.FLOAT ? "float32" : "string", columns);
        }
    }

    /** Row by row, the probability of every class. */
    double[] probabilities(InputRows rows) throws OrtException {
        double[] probabilities = new double[rows.count() * classes];
        for (int start = 0; start < rows.count(); start += BATCH) {
            runBatch(rows, start, Math.min(start + BATCH, rows.count()), probabilities);
        }
        return probabilities;
    }

    private void runBatch(InputRows rows, int start, int end, double[] into) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            if (layout.numbers() > 0) {
                inputs.put(InputLayout.NUMBERS, numbers(rows, start, end));
            }
            if (layout.texts() > 0) {
                inputs.put(InputLayout.TEXTS, texts(rows, start, end));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                // The result owns its tensors and closes them.
                FloatBuffer answers = ((OnnxTensor) result.get(0)).getFloatBuffer();
                for (int i = 0; i < (end - start) * classes; i++) {
                    into[start * classes + i] = answers.get(i);
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor numbers(InputRows rows, int start, int end) throws OrtException {
        FloatBuffer values = ByteBuffer.allocateDirect((end - start) * layout.numbers() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int row = start; row < end; row++) {
            for (int column = 0; column < layout.numbers(); column++) {
                values.put(rows.number(row, column));
            }
        }
        values.flip();
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), values, new long[] {end - start, layout.numbers()});
    }

    private OnnxTensor texts(InputRows rows, int start, int end) throws OrtException {
        String[] values = new String[(end - start) * layout.texts()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.text(start + i / layout.texts(), i % layout.texts());
        }
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), values, new long[] {end - start, layout.texts()});
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
