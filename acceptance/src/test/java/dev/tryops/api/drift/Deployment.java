package dev.tryops.api.drift;

import dev.tryops.api.drift.Watch.Subject;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.LoadedModels;
import dev.tryops.api.serving.PredictionObserver;
import dev.tryops.api.serving.PredictionSink;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Baseline;
import dev.tryops.model.ClassLabel;
import dev.tryops.model.InputLayout;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.fit.BaselineBuilder;
import dev.tryops.training.fit.Fit;
import dev.tryops.training.fit.FitSettings;
import dev.tryops.training.fit.OnnxExport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A model of a population: fitted, described and exported by the training job, and computed and watched by the service. */
final class Deployment implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final ServingModel model;
    private final Subject subject;
    private final InferenceBuffers buffers = new InferenceBuffers();
    private final List<List<String>> categories;
    private final Instant now = Instant.parse("2026-02-08T16:00:16Z");

    private Deployment(ServingModel model, List<List<String>> categories) {
        this.model = model;
        this.categories = categories;
        Plan plan = new Plan(model.metadata(), model.linear(), model.baseline());
        this.subject = new Subject(model.version().value(), plan, new Tally(plan.cells()));
    }

    static Deployment trainedOn(Population population, int rows, long seed) {
        Dataset data = table(population, rows, new Random(seed));
        Fit fit = Fit.of(data, FitSettings.DEFAULT, seed, Path.of("."));
        Baseline baseline = BaselineBuilder.of(fit.model(), data, (feature, ascending, statistics) -> {});
        ModelMetadata metadata = new ModelMetadata(
                new ModelVersion("v20260208_160016_2b35ca"),
                "logistic_regression",
                "tribuo",
                "onnx",
                ModelSchema.of(data.schema(), Map.of()),
                new Metrics(0.7, 0.7, 0.7, 0.7, 0.8, 0.5, 0.2),
                Map.of(),
                rows,
                1,
                0.25,
                null,
                "test",
                Instant.parse("2026-02-08T16:00:16Z"),
                "0".repeat(64),
                seed,
                Map.of(),
                OnnxExport.opset(),
                data.classLabels(),
                data.classLabels().getLast(),
                0.5,
                0,
                fit.model().coefficients(data.classLabels()),
                List.of());
        return new Deployment(
                LoadedModels.open(OnnxExport.toBytes(fit.model()), metadata, baseline, PredictionObserver.NONE),
                population.categories());
    }

    private static Dataset table(Population population, int rows, RandomGenerator random) {
        int features = population.schema().size();
        double[][] columns = new double[features][rows];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            double[] drawn = population.draw(random);
            for (int feature = 0; feature < features; feature++) {
                columns[feature][row] = drawn[feature];
            }
            classes[row] = (int) drawn[features];
        }
        List<ClassLabel> labels = IntStream.range(0, population.classes())
                .mapToObj(i -> ClassLabel.ofNumber(Integer.toString(i)))
                .toList();
        return Dataset.of(population.schema(), population.categories(), columns, classes, labels);
    }

    /** A watch as of a model that was just swapped in. */
    Watch watch(DriftProperties properties) {
        return new Watch(subject, properties, PredictionSink.NONE, now);
    }

    /** What the watch finds in one window of its own. */
    Verdict window(DriftProperties properties, Population population, RandomGenerator random) {
        return window(properties, population, random, UnaryOperator.identity());
    }

    /** @param change what happens to each row on its way */
    Verdict window(
            DriftProperties properties, Population population, RandomGenerator random, UnaryOperator<double[]> change) {
        Watch watch = watch(properties);
        answer(watch, population, properties.windowSize(), random, change);
        return watch.check(now).orElseThrow();
    }

    void answer(Watch watch, Population population, int rows, RandomGenerator random, UnaryOperator<double[]> change) {
        answer(watch, population, rows, random, change, (probability, label) -> {});
    }

    /** What became of a row: the probability that was answered, and its true class. */
    @FunctionalInterface
    interface Outcomes {
        void add(double probability, int label);
    }

    void answer(
            Watch watch,
            Population population,
            int rows,
            RandomGenerator random,
            UnaryOperator<double[]> change,
            Outcomes outcomes) {
        int[] labels = new int[BATCH];
        for (int from = 0; from < rows; from += BATCH) {
            int count = Math.min(BATCH, rows - from);
            buffers.begin(model.layout());
            buffers.reserve(count);
            for (int row = 0; row < count; row++) {
                double[] drawn = population.draw(random);
                labels[row] = (int) drawn[drawn.length - 1];
                fill(row, change.apply(drawn));
            }
            model.onnx().run(buffers, count);
            watch.answered(model, buffers, count);
            for (int row = 0; row < count; row++) {
                outcomes.add(model.prediction(buffers, row), labels[row]);
            }
        }
    }

    private void fill(int row, double[] values) {
        List<InputLayout.Slot> slots = model.layout().slots();
        for (int i = 0; i < slots.size(); i++) {
            double value = values[i];
            if (!slots.get(i).isText()) {
                buffers.number(row, slots.get(i).column(), (float) value);
            } else {
                String text = Double.isNaN(value)
                        ? ""
                        : value < 0 ? "new" : categories.get(i).get((int) value);
                buffers.text(row, slots.get(i).column(), text);
            }
        }
    }

    /** Microseconds that counting a row takes, of the rows of the last request, in batches of so many. */
    double microsecondsToCount(int rows, int times) {
        Watch watch = watch(FalseAlarms.properties(1_000));
        long start = 0;
        for (int i = -times; i < times; i++) {
            start = i == 0 ? System.nanoTime() : start; // the first half warms up
            watch.answered(model, buffers, rows);
        }
        return (System.nanoTime() - start) / 1e3 / times / rows;
    }

    Plan plan() {
        return subject.plan();
    }

    @Override
    public void close() {
        buffers.close();
        model.onnx().close();
    }
}
