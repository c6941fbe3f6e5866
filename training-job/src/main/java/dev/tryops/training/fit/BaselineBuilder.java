package dev.tryops.training.fit;

import dev.tryops.model.Baseline;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.training.data.Dataset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Describes the training rows, and what the model predicts for them, so that later traffic can be compared. */
public final class BaselineBuilder {

    private BaselineBuilder() {}

    /**
     * {@code columns} is shown the values of each column that are there, ascending. Several threads do so, in any order;
     * they are two, as each holds a column.
     */
    public static Baseline of(LogisticModel model, Dataset training, Columns columns) {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<PredictionStatistics> predictions = threads.submit(() -> predictions(model, training));
            Map<String, Future<FeatureStatistics>> running = new LinkedHashMap<>();
            training.schema()
                    .features()
                    .forEach(feature ->
                            running.put(feature.name(), threads.submit(() -> statistics(training, feature, columns))));
            Map<String, FeatureStatistics> features = new LinkedHashMap<>();
            running.forEach((name, statistics) -> features.put(name, done(statistics)));
            return new Baseline(training.rows(), features, done(predictions));
        }
    }

    private static <T> T done(Future<T> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while describing the rows", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static FeatureStatistics statistics(Dataset training, Feature feature, Columns columns) {
        double[] present = training.present(feature.position());
        double missingRate = 1 - (double) present.length / training.rows();
        Arrays.sort(present);
        FeatureStatistics statistics = training.isText(feature.position())
                ? categorical(training, feature.position(), missingRate)
                : numeric(present, missingRate);
        columns.show(feature, present, statistics);
        return statistics;
    }

    /** Takes a look at a column, which is sorted only once, as millions of values take their time. */
    @FunctionalInterface
    public interface Columns {
        void show(Feature feature, double[] ascending, FeatureStatistics statistics);
    }

    /** The short form of the same statistics that a model's schema carries, of the columns that are numbers. */
    public static Map<String, ModelSchema.DescriptiveStatistics> descriptive(Baseline baseline) {
        Map<String, ModelSchema.DescriptiveStatistics> statistics = new LinkedHashMap<>();
        baseline.featureStatistics().forEach((name, column) -> {
            if (column instanceof FeatureStatistics.Numeric number) {
                statistics.put(
                        name,
                        new ModelSchema.DescriptiveStatistics(number.mean(), number.std(), number.min(), number.max()));
            }
        });
        return statistics;
    }

    private static FeatureStatistics numeric(double[] ascending, double missingRate) {
        Distribution column = Distribution.ofAscending(ascending);
        return new FeatureStatistics.Numeric(
                column.mean(),
                column.std(),
                column.min(),
                column.max(),
                column.percentiles(),
                missingRate,
                Bins.filled(Bins.byQuantile(column), column));
    }

    private static FeatureStatistics categorical(Dataset training, int feature, double missingRate) {
        Map<String, Long> counts = CategoryCounts.of(training, feature);
        Map<String, Long> top = new LinkedHashMap<>();
        counts.entrySet().stream()
                .limit(Encoding.MOST_CATEGORIES)
                .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        return new FeatureStatistics.Categorical(counts.size(), missingRate, top);
    }

    /** Of the positive class, or of the likeliest of more than two. */
    private static PredictionStatistics predictions(LogisticModel model, Dataset training) {
        int classes = model.classes();
        Distribution predicted = Distribution.of(model.shown(training));
        return new PredictionStatistics(
                classes == 2 ? "binary_classification" : "multiclass_classification",
                predicted.mean(),
                predicted.std(),
                predicted.percentiles(),
                Bins.filled(Bins.ofProbabilities(), predicted));
    }
}
