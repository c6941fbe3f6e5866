package dev.tryops.api.predict;

import ai.onnxruntime.OrtException;
import dev.tryops.api.predict.PredictionReader.Body;
import dev.tryops.api.predict.PredictionReader.Form;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.LoadedModel;
import dev.tryops.api.serving.PredictionIds;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.bench.RequestBodies;
import dev.tryops.bench.TrainedStore;
import dev.tryops.bench.server.NaiveModel;
import dev.tryops.registry.ModelRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Bytes to rows and answers to bytes, without ONNX Runtime: streamed, and through maps and records. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class CodecBenchmark {

    private static final TypeReference<Map<String, Map<String, Object>>> SINGLE = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<Map<String, Object>>>> BATCH = new TypeReference<>() {};

    @Param({"1", "1000"})
    int rows;

    private final InferenceBuffers buffers = new InferenceBuffers();
    private final PredictionReader reader = new PredictionReader();
    private final AnswerWriter writer = new AnswerWriter();
    private final PredictionIds ids = new PredictionIds(Clock.systemUTC());
    private final JsonBytes answer = new JsonBytes();
    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private ServingModel model;
    private byte[] body;
    private Form form;
    private Object naiveAnswer;

    @Setup
    public void setUp() throws OrtException {
        ModelRegistry registry = TrainedStore.ofBenchmark().registry();
        model = LoadedModel.serving(registry, TrainedStore.ENVIRONMENT);
        body = rows == 1 ? RequestBodies.single(model.metadata()) : RequestBodies.batch(model.metadata(), rows);
        form = rows == 1 ? Form.SINGLE : Form.batchOf(rows);
        streamedIn();
        model.onnx().run(buffers, rows);
        try (NaiveModel naive = NaiveModel.serving(registry, TrainedStore.ENVIRONMENT)) {
            naiveAnswer = rows == 1
                    ? naive.predict(json.readValue(body, SINGLE).getOrDefault("features", Map.of()))
                    : naive.predict(json.readValue(body, BATCH).getOrDefault("instances", List.of()));
        }
    }

    @Benchmark
    public int streamed() {
        int read = streamedIn();
        ids.draw(buffers, read);
        answer.clear();
        if (form.batch()) {
            writer.batch(answer, model, buffers, read, false);
        } else {
            writer.single(answer, model, buffers, false);
        }
        return answer.length();
    }

    private int streamedIn() {
        Violations violations = new Violations();
        int read = reader.read(new Body(body, body.length), form, model, buffers, violations);
        if (read != rows || !violations.isEmpty()) {
            throw new IllegalStateException("The body was not accepted: " + violations.list());
        }
        return read;
    }

    /** Leaves out the way from the map to the row, to its own advantage. */
    @Benchmark
    public void mapped(Blackhole hole) {
        hole.consume((Object) (rows == 1 ? json.readValue(body, SINGLE) : json.readValue(body, BATCH)));
        hole.consume(json.writeValueAsBytes(naiveAnswer));
    }

    @TearDown
    public void tearDown() {
        buffers.close();
        model.onnx().close();
    }
}
