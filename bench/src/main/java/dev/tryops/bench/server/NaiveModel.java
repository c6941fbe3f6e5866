package dev.tryops.bench.server;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.InputLayout;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The straight way through ONNX Runtime's Java API: {@code float[n][features]} in, {@code float[n][classes]} out. Its
 * session has the options that the service's own has, so that a ratio says nothing about threads.
 */
public final class NaiveModel implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final ModelMetadata metadata;
    private final List<String> names;
    private final OrtSession session;

    private NaiveModel(FetchResult.Fetched bundle) throws OrtException {
        this.metadata = bundle.metadata();
        this.names = metadata.schema().featureNames();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            this.session = environment.createSession(bundle.onnx(), options);
        }
    }

    /** The model that serves in {@code environment}. */
    public static NaiveModel serving(ModelRegistry registry, String environment) throws OrtException {
        if (registry.serving(new EnvironmentName(environment)) instanceof PointerState.InForce pointer
                && registry.fetch(pointer.pointer()) instanceof FetchResult.Fetched bundle) {
            return new NaiveModel(bundle);
        }
        throw new IllegalStateException("No sound model serves in " + environment);
    }

    public float[] row(Map<String, ? extends @Nullable Object> features) {
        float[] row = new float[names.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = ((Number) Objects.requireNonNull(features.get(names.get(i)))).floatValue();
        }
        return row;
    }

    public float[][] run(float[][] rows) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, rows);
                OrtSession.Result result = session.run(Map.of(InputLayout.NUMBERS, input))) {
            return (float[][]) result.get(0).getValue();
        }
    }

    public Answer predict(Map<String, Object> features) throws OrtException {
        return answer(run(new float[][] {row(features)})[0]);
    }

    public BatchAnswer predict(List<Map<String, Object>> instances) throws OrtException {
        float[][] rows = instances.stream().map(this::row).toArray(float[][]::new);
        List<Prediction> predictions =
                Arrays.stream(run(rows)).map(this::prediction).toList();
        return new BatchAnswer(
                metadata.modelVersion().value(), predictions, metadata.schema().schemaHash());
    }

    private Answer answer(float[] probabilities) {
        Prediction of = prediction(probabilities);
        return new Answer(
                of.predictionId,
                metadata.modelVersion().value(),
                of.prediction,
                of.predictionClass,
                of.predictionLabel,
                metadata.schema().schemaHash());
    }

    private Prediction prediction(float[] probabilities) {
        int positive = metadata.positiveIndex();
        float probability = probabilities[positive];
        int decided = probability >= metadata.decisionThreshold() ? positive : 1 - positive;
        return new Prediction(
                UUID.randomUUID().toString(),
                probability,
                decided,
                metadata.classLabels().get(decided).text());
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /** What a row is answered with in a batch. */
    public record Prediction(String predictionId, float prediction, int predictionClass, String predictionLabel) {}

    /** What a batch is answered with. */
    public record BatchAnswer(String modelVersion, List<Prediction> predictions, String schemaHash) {}

    /** What a single row is answered with. */
    public record Answer(
            String predictionId,
            String modelVersion,
            float prediction,
            int predictionClass,
            String predictionLabel,
            String schemaHash) {}
}
