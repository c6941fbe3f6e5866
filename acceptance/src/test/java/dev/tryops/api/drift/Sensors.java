package dev.tryops.api.drift;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** As many numbers as a schema may have. */
record Sensors(int features) implements Population {

    @Override
    public FeatureSchema schema() {
        return new FeatureSchema(IntStream.range(0, features)
                .mapToObj(i -> new Feature("sensor " + i, i, Dtype.FLOAT64, false))
                .toList());
    }

    @Override
    public List<List<String>> categories() {
        return Collections.nCopies(features, List.of());
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public double[] draw(RandomGenerator random) {
        double[] row = new double[features + 1];
        for (int i = 0; i < features; i++) {
            row[i] = random.nextGaussian();
        }
        row[features] = row[0] + random.nextGaussian() > 0 ? 1 : 0;
        return row;
    }
}
