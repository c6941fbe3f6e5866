package dev.tryops.api.serving;

import ai.onnxruntime.OrtException;
import dev.tryops.bench.TrainedStore;
import dev.tryops.bench.server.NaiveModel;
import dev.tryops.model.GoldenRow;
import dev.tryops.registry.ModelRegistry;
import java.util.List;
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

/** Rows to probabilities: through memory that stays pinned, and through arrays of arrays. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets up
public class InferenceBenchmark {

    @Param({"1", "1000"})
    int rows;

    private final InferenceBuffers buffers = new InferenceBuffers();

    private ServingModel model;
    private NaiveModel naive;
    private float[][] input;

    @Setup
    public void setUp() throws OrtException {
        ModelRegistry registry = TrainedStore.ofBenchmark().registry();
        model = LoadedModel.serving(registry, TrainedStore.ENVIRONMENT);
        naive = NaiveModel.serving(registry, TrainedStore.ENVIRONMENT);
        List<GoldenRow> golden = model.metadata().goldenRows();
        input = new float[rows][];
        buffers.begin(model.layout());
        buffers.reserve(rows);
        for (int row = 0; row < rows; row++) {
            input[row] = naive.row(golden.get(row % golden.size()).features());
            for (int column = 0; column < input[row].length; column++) {
                buffers.number(row, column, input[row][column]);
            }
        }
    }

    @Benchmark
    public float pinned() {
        model.onnx().run(buffers, rows);
        return buffers.probability(rows - 1, 0);
    }

    @Benchmark
    public float arrays() throws OrtException {
        return naive.run(input)[rows - 1][0];
    }

    @TearDown
    public void tearDown() throws OrtException {
        buffers.close();
        model.onnx().close();
        naive.close();
    }
}
