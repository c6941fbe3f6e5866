package dev.tryops.api.serving;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tryops.model.InputLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One ONNX Runtime session over a graph with the inputs of an {@link InputLayout} and the output
 * {@code probabilities: float32 [n, classes]}.
 * Closing it while another thread runs it kills the JVM: only {@link ModelSlot} closes it, after its last use.
 */
public final class OnnxModel implements AutoCloseable {

    private static final String PROBABILITIES = "probabilities";

    private static final AtomicInteger OPEN = new AtomicInteger();

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final InputLayout layout;
    private final int classes;

    private OnnxModel(OrtEnvironment environment, OrtSession session, InputLayout layout, int classes) {
        this.environment = environment;
        this.session = session;
        this.layout = layout;
        this.classes = classes;
        OPEN.incrementAndGet();
    }

    /** The opened graph. Throws {@link GraphMismatch} if the bytes are no graph, or not one of this shape. */
    static OnnxModel open(byte[] graph, InputLayout layout, int classes) throws GraphMismatch {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OnnxModel model = new OnnxModel(environment, session(environment, graph), layout, classes);
        try {
            Optional<String> fault = fault(model.session, layout, classes);
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
            // A graph of a few small nodes gains nothing from memory of its own, which would only grow; nor from
            // a plan of it for each number of rows, kept behind a lock.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            return environment.createSession(graph, options);
        } catch (OrtException e) {
            throw new GraphMismatch("The model file is not a graph that can be loaded: " + e.getMessage());
        }
    }

    private static Optional<String> fault(OrtSession session, InputLayout layout, int classes) throws OrtException {
        Map<String, Column> inputs = new TreeMap<>();
        if (layout.numbers() > 0) {
            inputs.put(InputLayout.NUMBERS, new Column(OnnxJavaType.FLOAT, layout.numbers()));
        }
        if (layout.texts() > 0) {
            inputs.put(InputLayout.TEXTS, new Column(OnnxJavaType.STRING, layout.texts()));
        }
        Optional<String> fault = fault("input", session.getInputInfo(), inputs);
        return fault.isPresent()
                ? fault
                : fault(
                        "output",
                        session.getOutputInfo(),
                        Map.of(PROBABILITIES, new Column(OnnxJavaType.FLOAT, classes)));
    }

    private static Optional<String> fault(String side, Map<String, NodeInfo> nodes, Map<String, Column> expected) {
        if (!nodes.keySet().equals(expected.keySet())) {
            return Optional.of("The graph's %ss are %s, not %s".formatted(side, nodes.keySet(), expected.keySet()));
        }
        return expected.entrySet().stream()
                .flatMap(entry -> fault(side, entry.getKey(), nodes.get(entry.getKey()), entry.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> fault(String side, String name, @Nullable NodeInfo node, Column expected) {
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
            return Optional.of("The graph's %s '%s' is not a tensor".formatted(side, name));
        }
        long[] shape = tensor.getShape();
        boolean fits =
                tensor.type == expected.type && shape.length == 2 && shape[0] == -1 && shape[1] == expected.columns;
        return fits
                ? Optional.empty()
                : Optional.of("The graph's %s '%s' is %s %s, not %s [-1, %d]"
                        .formatted(side, name, tensor.type, Arrays.toString(shape), expected.type, expected.columns));
    }

    private record Column(OnnxJavaType type, int columns) {}

    public int classes() {
        return classes;
    }

    /**
     * Computes the first {@code rows} rows of {@code buffers}, which then hold the probabilities. Any number of threads
     * may run at once, each with buffers of its own.
     */
    public void run(InferenceBuffers buffers, int rows) {
        try {
            if (layout.texts() == 0) {
                run(Map.of(InputLayout.NUMBERS, buffers.numbers(environment, rows)), buffers, rows);
                return;
            }
            try (OnnxTensor texts = buffers.texts(environment, rows)) {
                Map<String, OnnxTensor> inputs = layout.numbers() == 0
                        ? Map.of(InputLayout.TEXTS, texts)
                        : Map.of(InputLayout.TEXTS, texts, InputLayout.NUMBERS, buffers.numbers(environment, rows));
                run(inputs, buffers, rows);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on " + rows + " rows", e);
        }
    }

    private void run(Map<String, OnnxTensor> inputs, InferenceBuffers buffers, int rows) throws OrtException {
        OnnxTensor output = buffers.probabilities(environment, rows, classes);
        // The output is pinned: the result holds nothing that is not in the buffers, which stay open.
        session.run(inputs, Map.of(PROBABILITIES, output)).close();
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
