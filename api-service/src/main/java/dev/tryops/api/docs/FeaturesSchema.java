package dev.tryops.api.docs;

import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.ClassCoefficients.Term;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.ModelMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of a row of a model, as JSON data. It accepts what the prediction routes accept, and leaves
 * to them what would bury it: that a number fits a 32-bit float and 100 characters, and which characters a text must not have.
 */
final class FeaturesSchema {

    private FeaturesSchema() {}

    static Map<String, Object> of(ServingModel model) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Feature feature : model.schema().features()) {
            properties.put(
                    feature.name(),
                    property(
                            feature,
                            model.baseline().featureStatistics().get(feature.name()),
                            categories(model.metadata(), feature)));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("title", "Features of " + model.version());
        schema.put(
                "description",
                "Matched by name. Numbers are rounded to 32-bit floats; beyond their range is an error.");
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put(
                "required",
                model.schema().features().stream()
                        .filter(feature -> !feature.nullable())
                        .map(Feature::name)
                        .toList());
        schema.put("minProperties", 1);
        schema.put("additionalProperties", false);
        schema.put("examples", List.of(Examples.row(model.metadata())));
        schema.put("x-schema-hash", model.metadata().schema().schemaHash());
        return schema;
    }

    private static Map<String, Object> property(
            Feature feature, @Nullable FeatureStatistics statistics, List<String> categories) {
        Map<String, Object> property = new LinkedHashMap<>();
        List<String> types = types(feature);
        property.put("type", types.size() == 1 ? types.getFirst() : types);
        if (feature.dtype() == Dtype.BOOL) {
            property.put("enum", truthValues(feature));
        }
        property.put("description", FeatureText.of(feature, statistics));
        if (!categories.isEmpty()) {
            property.put("examples", categories);
        }
        if (statistics instanceof FeatureStatistics.Numeric numeric && feature.dtype() != Dtype.BOOL) {
            property.put("x-training", training(numeric));
        }
        return property;
    }

    private static List<String> types(Feature feature) {
        List<String> types = new ArrayList<>(
                switch (feature.dtype()) {
                    case INT64 -> List.of("integer");
                    case FLOAT64 -> List.of("number");
                    case BOOL -> List.of("boolean", "integer");
                    case STRING -> List.of("string");
                });
        if (feature.nullable()) {
            types.add("null");
        }
        return types;
    }

    private static List<@Nullable Object> truthValues(Feature feature) {
        List<@Nullable Object> values = new ArrayList<>(List.of(true, false, 0, 1));
        if (feature.nullable()) {
            values.add(null);
        }
        return values;
    }

    private static Map<String, Object> training(FeatureStatistics.Numeric numeric) {
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("min", numeric.min());
        training.putAll(numeric.percentiles());
        training.put("max", numeric.max());
        return training;
    }

    /** The categories that the model knows: examples, not an enumeration, because an unseen one is accepted. */
    private static List<String> categories(ModelMetadata metadata, Feature feature) {
        if (feature.dtype() != Dtype.STRING) {
            return List.of();
        }
        return metadata.coefficients().values().stream()
                .flatMap(coefficients -> coefficients.features().stream())
                .filter(term -> term.name().equals(feature.name()))
                .map(Term::category)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
