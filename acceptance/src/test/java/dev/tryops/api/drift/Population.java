package dev.tryops.api.drift;

import dev.tryops.model.FeatureSchema;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where rows come from. */
interface Population {

    FeatureSchema schema();

    /** Of each feature; none for a number. */
    List<List<String>> categories();

    int classes();

    /** A value for each feature, a text as the index of its category, NaN for none; and the class last. */
    double[] draw(RandomGenerator random);
}
