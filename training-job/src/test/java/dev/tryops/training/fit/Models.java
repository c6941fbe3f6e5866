package dev.tryops.training.fit;

import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.List;

/** Models that nobody fitted. */
final class Models {

    private Models() {}

    static LogisticModel ofNumbers(FeatureSchema schema, double[] means, double[] stds, double bias, double[] weights) {
        List<FeatureEncoding> features = schema.features().stream()
                .<FeatureEncoding>map(feature -> numeric(feature, means, stds))
                .toList();
        return new LogisticModel(new Encoding(schema, features), new double[] {bias}, new double[][] {weights});
    }

    private static FeatureEncoding.Numeric numeric(Feature feature, double[] means, double[] stds) {
        int position = feature.position();
        return new FeatureEncoding.Numeric(feature, position, means[position], stds[position], 0);
    }
}
