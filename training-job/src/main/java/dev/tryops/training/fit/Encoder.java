package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies an {@link Encoding} to the rows of one table. Any number of threads may use it. */
final class Encoder {

    private static final int NONE = -1;

    private final Dataset data;
    private final List<FeatureEncoding> features;

    /** By feature; null for a text. */
    private final FeatureEncoding.@Nullable Numeric[] numbers;

    /** For each text feature and each text column of the table: the feature's column for each of its categories. */
    private final List<Map<Integer, int[]>> columnOfCategory = new ArrayList<>();

    Encoder(Encoding encoding, Dataset data) {
        this.data = data;
        this.features = encoding.features();
        this.numbers = features.stream()
                .map(feature -> feature instanceof FeatureEncoding.Numeric numeric ? numeric : null)
                .toArray(FeatureEncoding.Numeric[]::new);
        for (FeatureEncoding feature : features) {
            columnOfCategory.add(
                    feature instanceof FeatureEncoding.Categorical categorical
                            ? columnsFor(categorical, data)
                            : Map.of());
        }
    }

    private static Map<Integer, int[]> columnsFor(FeatureEncoding.Categorical feature, Dataset data) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 1; i < feature.categories().size(); i++) {
            columns.put(feature.categories().get(i), feature.first() + i - 1);
        }
        Map<Integer, int[]> bySource = new HashMap<>();
        for (int source = 0; source < data.features(); source++) {
            if (data.isText(source)) {
                bySource.put(
                        source,
                        data.categories(source).stream()
                                .mapToInt(name -> columns.getOrDefault(name, NONE))
                                .toArray());
            }
        }
        return bySource;
    }

    /** Fills all columns of {@code row}. */
    void encode(int row, double[] into) {
        Arrays.fill(into, 0);
        for (int f = 0; f < numbers.length; f++) {
            FeatureEncoding.Numeric number = numbers[f];
            if (number == null) {
                int indicator = indicator(f, f, row);
                if (indicator != NONE) {
                    into[indicator] = 1;
                }
            } else {
                double input = data.input(f, row);
                into[number.first()] = number.standardized(input);
                if (Double.isNaN(input) && number.feature().nullable()) {
                    into[number.missingColumn()] = 1;
                }
            }
        }
    }

    /** What feature {@code f} adds to a score with these weights; {@code source} is the column its value is taken from. */
    double contribution(double[] weights, int f, int source, int row) {
        FeatureEncoding.Numeric number = numbers[f];
        if (number == null) {
            int indicator = indicator(f, source, row);
            return indicator == NONE ? 0 : weights[indicator];
        }
        double input = data.input(source, row);
        boolean missing = Double.isNaN(input) && number.feature().nullable();
        return (missing ? weights[number.missingColumn()] : 0) + weights[number.first()] * number.standardized(input);
    }

    /** The column of a text {@code f} that is 1, if any. */
    private int indicator(int f, int source, int row) {
        FeatureEncoding feature = features.get(f);
        double value = data.value(source, row);
        if (Double.isNaN(value)) {
            return feature.feature().nullable() ? feature.missingColumn() : NONE;
        }
        int[] columns = columnOfCategory.get(f).get(source);
        return columns == null ? NONE : columns[(int) value];
    }
}
