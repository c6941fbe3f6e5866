package dev.tryops.training.spark;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.training.data.Dataset;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Tables with every kind of column. */
final class Tables {

    private static final List<String> CITIES = List.of("Rome", "Oslo", "Lima", "Kyōto");

    private Tables() {}

    /** Two numbers, a truth value and a text, each of them missing now and then; the class follows them with noise. */
    static Dataset mixed(int rows, int classes, long seed) {
        Random random = new Random(seed);
        double[][] columns = new double[4][rows];
        int[] targets = new int[rows];
        for (int row = 0; row < rows; row++) {
            double[] values = {
                40 + 12 * random.nextGaussian(),
                3e4 * Math.exp(random.nextGaussian() / 2),
                random.nextInt(2),
                Math.min(3, (int) (4.5 * random.nextDouble() * random.nextDouble()))
            };
            double signal = (values[0] - 40) / 12 + (values[1] - 3e4) / 3e4 + values[2] - values[3] / 2;
            targets[row] =
                    Math.clamp((int) Math.floor(classes / 2.0 + signal + 1.5 * random.nextGaussian()), 0, classes - 1);
            for (int f = 0; f < columns.length; f++) {
                columns[f][row] = random.nextInt(12) == 0 ? Double.NaN : values[f];
            }
        }
        FeatureSchema schema = new FeatureSchema(List.of(
                new Feature("age", 0, Dtype.FLOAT64, true),
                new Feature("income", 1, Dtype.FLOAT64, true),
                new Feature("owner", 2, Dtype.BOOL, true),
                new Feature("city", 3, Dtype.STRING, true)));
        return Dataset.of(schema, List.of(List.of(), List.of(), List.of(), CITIES), columns, targets, labels(classes));
    }

    /** A column that tells the classes apart, and one that does not. */
    static Dataset separated(int rows) {
        Random random = new Random(3);
        double[][] columns = new double[2][rows];
        int[] targets = new int[rows];
        for (int row = 0; row < rows; row++) {
            targets[row] = row % 2;
            columns[0][row] = random.nextGaussian();
            columns[1][row] = targets[row] == 0 ? -1 - random.nextDouble() : 1 + random.nextDouble();
        }
        FeatureSchema schema = new FeatureSchema(
                List.of(new Feature("noise", 0, Dtype.FLOAT64, false), new Feature("answer", 1, Dtype.FLOAT64, false)));
        return Dataset.of(schema, List.of(List.of(), List.of()), columns, targets, labels(2));
    }

    private static List<ClassLabel> labels(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(k -> ClassLabel.ofText("class " + k))
                .toList();
    }
}
