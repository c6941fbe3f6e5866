package dev.tryops.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The schema as a model's metadata records it: structure, hash, and statistics that do not enter the hash. */
public record ModelSchema(
        List<Feature> structuralSchema,
        Map<String, DescriptiveStatistics> descriptiveStats,
        List<String> featureNames,
        int nFeatures,
        String schemaHash) {

    public ModelSchema {
        Objects.requireNonNull(schemaHash, "schema_hash");
        structuralSchema = List.copyOf(structuralSchema);
        descriptiveStats = OrderedMap.copyOf(descriptiveStats);
        featureNames = List.copyOf(featureNames);
    }

    public static ModelSchema of(FeatureSchema schema, Map<String, DescriptiveStatistics> stats) {
        return new ModelSchema(schema.features(), stats, schema.names(), schema.size(), schema.hash());
    }

    /** The features, checked. Throws {@link IllegalArgumentException} if they do not form a schema. */
    public FeatureSchema features() {
        return new FeatureSchema(structuralSchema);
    }

    /** Whether names, count and hash say the same as the structure. */
    public boolean isConsistent() {
        FeatureSchema schema = features();
        return schema.hash().equals(schemaHash) && schema.names().equals(featureNames) && schema.size() == nFeatures;
    }

    /** Range and spread of one numeric column of the training rows; {@code std} is the population's. */
    public record DescriptiveStatistics(double mean, double std, double min, double max) {}
}
