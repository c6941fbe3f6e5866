package dev.tryops.api;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.registry.ModelBundle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** {@link TestModels}' model with a baseline that its traffic can be compared with, and that traffic. */
final class DriftModel {

    private static final int TRAINING_ROWS = 4_000;

    private DriftModel() {}

    static ModelBundle bundle(ModelVersion version) {
        ModelBundle plain = TestModels.bundle(version, 0);
        return new ModelBundle(plain.onnx(), plain.metadata(), baseline(), Optional.empty(), Optional.empty());
    }

    /** Rows as the training data was drawn from, of people {@code years} older. */
    static List<double[]> draw(Random random, int rows, double years) {
        return IntStream.range(0, rows)
                .mapToObj(i -> {
                    double[] row = row(random);
                    row[0] += years;
                    return row;
                })
                .toList();
    }

    static String batch(List<double[]> rows) {
        return rows.stream().map(DriftModel::json).collect(Collectors.joining(",", "{\"instances\":[", "]}"));
    }

    static String json(double[] row) {
        return "{\"age\":%d,\"debt_ratio\":%s,\"member\":%b}".formatted((long) row[0], row[1], row[2] == 1);
    }

    private static double[] row(Random random) {
        return new double[] {
            Math.rint(random.nextGaussian(45, 10)),
            Math.rint(1_000 * random.nextDouble()) / 1_000,
            random.nextInt(3) == 0 ? 1 : 0
        };
    }

    static Baseline baseline() {
        Random random = new Random(1);
        List<double[]> rows =
                IntStream.range(0, TRAINING_ROWS).mapToObj(i -> row(random)).toList();
        Map<String, FeatureStatistics> features = new LinkedHashMap<>();
        features.put("age", numeric(column(rows, 0), 30.5, 35.5, 40.5, 45.5, 50.5, 55.5, 60.5));
        features.put("debt_ratio", numeric(column(rows, 1), 0.2005, 0.4005, 0.6005, 0.8005));
        features.put("member", numeric(column(rows, 2), 0.5));
        double[] predicted = rows.stream()
                .mapToDouble(row -> TestModels.probability(TestModels.coefficients(0), row))
                .toArray();
        Histogram histogram = histogram(predicted, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
        double mean = mean(predicted);
        return new Baseline(
                TRAINING_ROWS,
                features,
                new PredictionStatistics("binary_classification", mean, std(predicted, mean), Map.of(), histogram));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private static FeatureStatistics numeric(double[] values, double... edges) {
        double mean = mean(values);
        Histogram histogram = histogram(values, edges);
        return new FeatureStatistics.Numeric(
                mean,
                std(values, mean),
                histogram.binEdges().getFirst(),
                histogram.binEdges().getLast(),
                Map.of(),
                0,
                histogram);
    }

    private static Histogram histogram(double[] values, double... edges) {
        List<Double> all = new ArrayList<>();
        all.add(Arrays.stream(values).min().orElseThrow());
        Arrays.stream(edges).forEach(all::add);
        all.add(Arrays.stream(values).max().orElseThrow());
        long[] counts = new long[edges.length + 1];
        for (double value : values) {
            counts[(int) Arrays.stream(edges).filter(edge -> value >= edge).count()]++;
        }
        return new Histogram(all, LongStream.of(counts).boxed().toList());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double std(double[] values, double mean) {
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }
}
