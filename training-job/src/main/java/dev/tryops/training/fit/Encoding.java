package dev.tryops.training.fit;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.training.data.Dataset;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How raw features become the columns that a linear model weighs: standardized numbers and indicators. It can be sent to
 * where the rows are.
 */
public record Encoding(FeatureSchema schema, List<FeatureEncoding> features) implements Serializable {

    /** Rarer categories would only be learned by heart. */
    static final int MOST_CATEGORIES = 100;

    public Encoding {
        features = List.copyOf(features);
    }

    /** The encoding that the training rows suggest. */
    static Encoding of(Dataset training) {
        List<FeatureEncoding> features = new ArrayList<>();
        int first = 0;
        for (Feature feature : training.schema().features()) {
            FeatureEncoding encoding = feature.dtype() == Dtype.STRING
                    ? new FeatureEncoding.Categorical(feature, first, frequent(training, feature.position()))
                    : numeric(training, feature, first);
            features.add(encoding);
            first += encoding.width();
        }
        return new Encoding(training.schema(), features);
    }

    public int columns() {
        FeatureEncoding last = features.getLast();
        return last.first() + last.width();
    }

    /** The column as people read it. */
    public String name(int column) {
        FeatureEncoding feature = features.stream()
                .filter(f -> column < f.first() + f.width())
                .findFirst()
                .orElseThrow();
        String name = feature.feature().name();
        if (feature.feature().nullable() && column == feature.missingColumn()) {
            return name + " is missing";
        }
        return feature instanceof FeatureEncoding.Categorical categorical
                ? name + " = " + categorical.categories().get(column - feature.first() + 1)
                : name;
    }

    /** Whether every column is a number that is never missing. */
    boolean isPlain() {
        return features.stream()
                .allMatch(f ->
                        f instanceof FeatureEncoding.Numeric && !f.feature().nullable());
    }

    private static FeatureEncoding numeric(Dataset training, Feature feature, int first) {
        double[] present = training.present(feature.position());
        for (int i = 0; i < present.length; i++) {
            present[i] = (float) present[i];
        }
        double mean = (float) mean(present);
        double std = usable((float) deviation(present, mean));
        double median = 0;
        if (feature.nullable() && present.length > 0) {
            Arrays.sort(present);
            median = present[(present.length - 1) / 2];
        }
        return new FeatureEncoding.Numeric(feature, first, mean, std, median);
    }

    private static double mean(double[] values) {
        double origin = values.length == 0 ? 0 : values[0];
        double sum = 0;
        for (double value : values) {
            // Relative to a value of the column, so that a constant column's mean is that constant, exactly.
            sum += value - origin;
        }
        return origin + sum / Math.max(1, values.length);
    }

    private static double deviation(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / Math.max(1, values.length));
    }

    /** A column without variance carries no information and must not divide by zero. */
    private static double usable(float std) {
        return std >= Float.MIN_NORMAL ? std : 1;
    }

    private static List<String> frequent(Dataset training, int feature) {
        return CategoryCounts.of(training, feature).keySet().stream()
                .limit(MOST_CATEGORIES)
                .toList();
    }
}
