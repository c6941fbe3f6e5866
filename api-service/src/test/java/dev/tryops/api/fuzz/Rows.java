package dev.tryops.api.fuzz;

import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows by the input rules: for every feature a value as JSON writes it, in any order, and without some of the nullable. */
public final class Rows {

    private Rows() {}

    public static List<Map<Feature, String>> of(Choices choices, FeatureSchema schema, int count) {
        List<Map<Feature, String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(choices, schema));
        }
        return rows;
    }

    static Map<Feature, String> row(Choices choices, FeatureSchema schema) {
        List<Feature> features = new ArrayList<>(schema.features());
        if (!choices.oneIn(3)) {
            choices.shuffle(features);
        }
        Map<Feature, String> row = new LinkedHashMap<>();
        for (Feature feature : features) {
            if (!feature.nullable() || !choices.oneIn(4)) {
                row.put(feature, value(choices, feature));
            }
        }
        return row;
    }

    private static String value(Choices choices, Feature feature) {
        if (feature.nullable() && choices.oneIn(5)) {
            return "null";
        }
        return switch (feature.dtype()) {
            case INT64 -> Numbers.integer(choices);
            case FLOAT64 -> Numbers.real(choices);
            case BOOL -> choices.oneIn(2) ? Boolean.toString(choices.oneIn(2)) : Numbers.bit(choices);
            case STRING -> Texts.literal(choices);
        };
    }

    /** {@code {"features": {…}}}. */
    public static String single(Choices choices, Map<Feature, String> row) {
        return "{" + name(choices, "features") + ":" + object(choices, row) + "}";
    }

    /** {@code {"instances": [{…}…]}}. */
    public static String batch(Choices choices, List<Map<Feature, String>> rows) {
        return "{" + name(choices, "instances") + ":" + array(choices, rows) + "}";
    }

    public static String array(Choices choices, List<Map<Feature, String>> rows) {
        return "["
                + String.join(
                        ",", rows.stream().map(row -> object(choices, row)).toList()) + "]";
    }

    private static String object(Choices choices, Map<Feature, String> row) {
        List<String> members = new ArrayList<>();
        row.forEach((feature, value) -> members.add(name(choices, feature.name()) + ":" + value));
        return "{" + String.join(",", members) + "}";
    }

    public static String name(Choices choices, String name) {
        return Texts.quoted(choices, name, choices.oneIn(8) ? 12 : 0);
    }
}
