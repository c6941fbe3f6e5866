package dev.tryops.training.fit;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tryops.training.data.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph opened in the runtime that serves it, one thread wide. Close it: its memory is not the JVM's. */
final class OnnxGraph implements AutoCloseable {

    private static final int BATCH = 4_096;

    private final OrtSession session;

    private OnnxGraph(OrtSession session) {
        this.session = session;
    }

    static OnnxGraph open(byte[] onnx) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxGraph(OrtEnvironment.getEnvironment().createSession(onnx, options));
        }
    }

    static String runtimeVersion() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /** What speaks against the graph taking {@code features} raw values and giving the probabilities of two classes. */
    Optional<String> signatureFault(int features) throws OrtException {
        Optional<String> output = fault("output", session.getOutputInfo(), OnnxExport.OUTPUT, OnnxExport.CLASSES);
        return fault("input", session.getInputInfo(), OnnxExport.INPUT, features)
                .or(() -> output);
    }

    private static Optional<String> fault(String kind, Map<String, NodeInfo> nodes, String name, int columns) {
        if (!nodes.keySet().equals(Set.of(name))) {
            return Optional.of("its only %s should be '%s', not %s".formatted(kind, name, nodes.keySet()));
        }
        NodeInfo node = nodes.values().iterator().next();
        boolean fits = node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && Arrays.equals(tensor.getShape(), new long[] {-1, columns});
        return fits
                ? Optional.empty()
                : Optional.of(
                        "its %s '%s' should be float32 [N, %d], not %s".formatted(kind, name, columns, node.getInfo()));
    }

    /** The probability of the positive class for every row. */
    double[] probabilities(Dataset data) throws OrtException {
        double[] probabilities = new double[data.rows()];
        for (int start = 0; start < data.rows(); start += BATCH) {
            runBatch(data, start, Math.min(start + BATCH, data.rows()), probabilities);
        }
        return probabilities;
    }

    private void runBatch(Dataset data, int start, int end, double[] into) throws OrtException {
        FloatBuffer values = ByteBuffer.allocateDirect((end - start) * data.features() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int row = start; row < end; row++) {
            for (int f = 0; f < data.features(); f++) {
                values.put((float) data.input(f, row));
            }
        }
        values.flip();
        long[] shape = {end - start, data.features()};
        try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
                OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
            // The result owns its tensors and closes them.
            FloatBuffer answers = ((OnnxTensor) result.get(0)).getFloatBuffer();
            for (int row = start; row < end; row++) {
                into[row] = answers.get((row - start) * OnnxExport.CLASSES + 1);
            }
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
