package dev.tryops.cli;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputRow;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** A model's graph, opened with the settings of the service: others may compute other last bits. */
final class ReplayedGraph implements AutoCloseable {

    private static final String PROBABILITIES = "probabilities";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final InputLayout layout;

    ReplayedGraph(byte[] graph, InputLayout layout) throws Failed {
        this.layout = layout;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            this.session = environment.createSession(graph, options);
        } catch (OrtException e) {
            throw new Failed("The graph cannot be opened: " + e.getMessage());
        }
    }

    /** The probabilities of all classes. */
    float[] probabilities(InputRow row) throws Failed {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            if (layout.numbers() > 0) {
                inputs.put(
                        InputLayout.NUMBERS,
                        OnnxTensor.createTensor(
                                environment, FloatBuffer.wrap(row.numbers()), new long[] {1, layout.numbers()}));
            }
            if (layout.texts() > 0) {
                inputs.put(
                        InputLayout.TEXTS,
                        OnnxTensor.createTensor(environment, row.texts(), new long[] {1, layout.texts()}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return ((float[][]) result.get(PROBABILITIES).orElseThrow().getValue())[0];
            }
        } catch (OrtException e) {
            throw new Failed("ONNX Runtime failed on the row: " + e.getMessage());
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The session could not be closed", e);
        }
    }

    /** ONNX Runtime could not do with the graph what it should. */
    static final class Failed extends Exception {
        Failed(String message) {
            super(message);
        }
    }
}
