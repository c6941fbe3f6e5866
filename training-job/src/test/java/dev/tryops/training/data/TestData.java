package dev.tryops.training.data;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Tables whose class depends on their columns in a known way. */
public final class TestData {

    private TestData() {}

    /** The table in {@code file}, all of whose rows must be good. */
    public static Dataset read(Path file, String target) {
        return ingest(ReadOptions.strict(target), file).data();
    }

    static Ingested ingest(ReadOptions options, Path... files) {
        return new TableReader(
                        new Locations(files), options, files[0].toAbsolutePath().getParent())
                .read(Optional.empty(), rows -> {});
    }

    public static Dataset of(FeatureSchema schema, double[][] columns, int[] classes) {
        return of(schema, columns, classes, List.of(ClassLabel.ofNumber("0"), ClassLabel.ofNumber("1")));
    }

    public static Dataset of(FeatureSchema schema, double[][] columns, int[] classes, List<ClassLabel> labels) {
        return Dataset.of(schema, Collections.nCopies(columns.length, List.of()), columns, classes, labels);
    }

    public static double[][] columns(Dataset data) {
        return IntStream.range(0, data.features()).mapToObj(data::column).toArray(double[][]::new);
    }

    /** The same table with other columns, all of them numbers. */
    public static Dataset with(Dataset data, double[][] columns) {
        return of(data.schema(), columns, data.classes(), data.classLabels());
    }

    public static FeatureSchema floats(List<String> names) {
        return new FeatureSchema(IntStream.range(0, names.size())
                .mapToObj(i -> new Feature(names.get(i), i, Dtype.FLOAT64, false))
                .toList());
    }

    /** Standard normal columns; the class is drawn with the log-odds that {@code score} gives a row. */
    public static Dataset normal(List<String> names, int rows, long seed, ToDoubleFunction<double[]> score) {
        Random random = new Random(seed);
        double[][] columns = new double[names.size()][rows];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            double[] values = new double[names.size()];
            for (int f = 0; f < values.length; f++) {
                values[f] = random.nextGaussian();
                columns[f][row] = values[f];
            }
            double probability = 1 / (1 + Math.exp(-score.applyAsDouble(values)));
            classes[row] = random.nextDouble() < probability ? 1 : 0;
        }
        return of(floats(names), columns, classes);
    }
}
