package dev.tryops.api.serving;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One ONNX Runtime session over a graph {@code input: float32 [n, features] → probabilities: float32 [n, classes]}.
 * Closing it while another thread runs it kills the JVM: only {@link ModelSlot} closes it, after its last use.
 */
public final class OnnxModel implements AutoCloseable {

    private static final String INPUT = "input";
    private static final String PROBABILITIES = "probabilities";

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int features;
    private final int classes;

    private OnnxModel(OrtEnvironment environment, OrtSession session, int features, int classes) {
        this.environment = environment;
        this.session = session;
        this.features = features;
        this.classes = classes;
        OPEN.incrementAndGet();
    }

    /** The opened graph. Throws {@link GraphMismatch} if the bytes are no graph, or not one of this shape. */
    static OnnxModel open(byte[] graph, int features, int classes) throws GraphMismatch {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OnnxModel model = new OnnxModel(environment, session(environment, graph), features, classes);
        try {
            Optional<String> fault = fault(model.session, features, classes);
            if (fault.isPresent()) {
                throw new GraphMismatch(fault.get());
            }
            return model;
        } catch (OrtException e) {
            model.close();
            throw new GraphMismatch("The graph does not describe itself: " + e.getMessage());
        } catch (GraphMismatch | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Sessions opened and not yet closed in this process. */
    public static int openSessions() {
        return OPEN.get();
    }

    private static OrtSession session(OrtEnvironment environment, byte[] graph) throws GraphMismatch {
        // A small model gains nothing from more threads; requests are what runs in parallel.
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return environment.createSession(graph, options);
        } catch (OrtException e) {
            throw new GraphMismatch("The model file is not a graph that can be loaded: " + e.getMessage());
        }
    }

    private static Optional<String> fault(OrtSession session, int features, int classes) throws OrtException {
        Optional<String> input = fault("input", session.getInputInfo(), INPUT, features);
        return input.isPresent() ? input : fault("output", session.getOutputInfo(), PROBABILITIES, classes);
    }

    private static Optional<String> fault(String side, Map<String, NodeInfo> nodes, String name, int columns) {
        if (!nodes.keySet().equals(java.util.Set.of(name))) {
            return Optional.of("The graph's %ss are %s, not '%s' alone".formatted(side, nodes.keySet(), name));
        }
        if (!(nodes.get(name) instanceof NodeInfo node) || !(node.getInfo() instanceof TensorInfo tensor)) {
            return Optional.of("The graph's %s '%s' is not a tensor".formatted(side, name));
        }
        long[] shape = tensor.getShape();
        boolean fits = tensor.type == OnnxJavaType.FLOAT && shape.length == 2 && shape[0] == -1 && shape[1] == columns;
        return fits
                ? Optional.empty()
                : Optional.of("The graph's %s '%s' is %s %s, not FLOAT [-1, %d]"
                        .formatted(side, name, tensor.type, Arrays.toString(shape), columns));
    }

    public int features() {
        return features;
    }

    public int classes() {
        return classes;
    }

    /**
     * Computes {@code rows} rows of {@code buffers.input()} into {@code buffers.probabilities()}. Any number of threads
     * may run at once, each with buffers of its own.
     */
    public void run(InferenceBuffers buffers, int rows) {
        try (OnnxTensor input = OnnxTensor.createTensor(
                        environment, buffers.input(rows, features), new long[] {rows, features});
                OnnxTensor output = OnnxTensor.createTensor(
                        environment, buffers.probabilities(rows, classes), new long[] {rows, classes});
                OrtSession.Result result = session.run(Map.of(INPUT, input), Map.of(PROBABILITIES, output))) {
            // The output is pinned: the result holds nothing that is not in the buffers.
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on " + rows + " rows", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
            OPEN.decrementAndGet();
        } catch (OrtException e) {
            throw new IllegalStateException("The session could not be closed", e);
        }
    }

    /** The bytes are no graph, or not one of the promised shape. */
    static final class GraphMismatch extends Exception {
        GraphMismatch(String message) {
            super(message);
        }
    }
}
