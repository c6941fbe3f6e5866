package dev.tryops.training.fit;

import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Fit} in a form that can be written down and read again, to the last bit of every number. */
public record KeptFit(
        FeatureSchema schema,
        List<Columns> columns,
        double[] biases,
        double[][] weights,
        double @Nullable [][] errors,
        Map<String, Object> hyperparameters,
        String summary,
        String provenance) {

    /** What one feature became; {@code categories} where it is a text, else the other numbers. */
    record Columns(
            Feature feature,
            int first,
            double mean,
            double std,
            double median,
            @Nullable List<String> categories) {

        static Columns of(FeatureEncoding encoding) {
            return switch (encoding) {
                case FeatureEncoding.Numeric(Feature feature, int first, double mean, double std, double median) ->
                    new Columns(feature, first, mean, std, median, null);
                case FeatureEncoding.Categorical(Feature feature, int first, List<String> categories) ->
                    new Columns(feature, first, 0, 1, 0, categories);
            };
        }

        FeatureEncoding encoding() {
            return categories == null
                    ? new FeatureEncoding.Numeric(feature, first, mean, std, median)
                    : new FeatureEncoding.Categorical(feature, first, categories);
        }
    }

    public static KeptFit of(Fit fit) {
        LogisticModel model = fit.model();
        return new KeptFit(
                model.schema(),
                model.encoding().features().stream().map(Columns::of).toList(),
                model.biases(),
                model.weights(),
                fit.errors(),
                fit.hyperparameters(),
                fit.summary(),
                fit.provenance());
    }

    public Fit restore() {
        Encoding encoding =
                new Encoding(schema, columns.stream().map(Columns::encoding).toList());
        return new Fit(new LogisticModel(encoding, biases, weights), errors, hyperparameters, summary, provenance);
    }
}
