package dev.tryops.training.fit;

import dev.tryops.model.Feature;
import java.io.Serializable;
import java.util.List;

/** How one feature becomes columns, the first of them at {@code first}. */
sealed interface FeatureEncoding extends Serializable {

    Feature feature();

    int first();

    int width();

    /** The column that is 1 where the value is missing, after all others of the feature. */
    default int missingColumn() {
        return first() + width() - 1;
    }

    /**
     * {@code (x − mean) / std}. A missing value counts as the median, and where the feature may be missing a second
     * column says that it is. All three are float32 values, as the graph stores them: near the mean of a column such as
     * a timestamp, subtracting two float32 numbers is exact, while a mean that the graph must round first would be off by
     * more than the column's spread.
     */
    record Numeric(Feature feature, int first, double mean, double std, double median) implements FeatureEncoding {

        @Override
        public int width() {
            return feature.nullable() ? 2 : 1;
        }

        double standardized(double input) {
            return ((Double.isNaN(input) ? median : input) - mean) / std;
        }
    }

    /**
     * 1 in the column of the category and 0 in all others. The most frequent category, which comes first, has no column:
     * a missing value counts as it, with a column that says so where the feature may be missing, and so does a category
     * that training has not seen often.
     */
    record Categorical(Feature feature, int first, List<String> categories) implements FeatureEncoding {

        @Override
        public int width() {
            return categories.size() - 1 + (feature.nullable() ? 1 : 0);
        }
    }
}
