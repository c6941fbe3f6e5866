package dev.tryops.api.inference;

import dev.tryops.api.fuzz.Choices;
import dev.tryops.api.fuzz.Rows;
import dev.tryops.api.fuzz.Texts;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes native rows as scoring requests, in all their forms. */
final class InvocationBodies {

    private final Choices choices;
    private final FeatureSchema schema;
    private final List<Map<Feature, String>> rows;

    InvocationBodies(Choices choices, FeatureSchema schema, List<Map<Feature, String>> rows) {
        this.choices = choices;
        this.schema = schema;
        this.rows = rows;
    }

    String json() {
        return switch (choices.below(5)) {
            case 0 -> "{\"dataframe_records\":" + Rows.array(choices, rows) + "}";
            case 1 -> "{\"dataframe_split\":" + split() + "}";
            case 2 -> "{\"instances\":" + Rows.array(choices, rows) + "}";
            case 3 -> "{\"inputs\":" + columns() + "}";
            default -> "{\"%s\":%s}".formatted(choices.of(List.of("instances", "inputs")), arrays(schema.features()));
        };
    }

    private String split() {
        List<Feature> features = new ArrayList<>(schema.features());
        choices.shuffle(features);
        List<String> members = new ArrayList<>(List.of(
                "\"columns\":" + array(features, feature -> Rows.name(choices, feature.name())),
                "\"data\":" + arrays(features)));
        if (choices.oneIn(2)) {
            members.add("\"index\":[0,1,2]");
        }
        choices.shuffle(members);
        return "{" + String.join(",", members) + "}";
    }

    private String arrays(List<Feature> features) {
        return array(rows, row -> array(features, feature -> row.getOrDefault(feature, "null")));
    }

    private String columns() {
        boolean nested = choices.oneIn(2);
        return schema.features().stream()
                .map(feature -> Rows.name(choices, feature.name()) + ":"
                        + array(rows, row -> {
                            String value = row.getOrDefault(feature, "null");
                            return nested ? "[" + value + "]" : value;
                        }))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static <T> String array(List<T> items, Function<T, String> text) {
        return items.stream().map(text).collect(Collectors.joining(",", "[", "]"));
    }

    /** Whether CSV can say it: to it an empty text is a missing one. */
    boolean fitsCsv() {
        return rows.stream()
                .allMatch(row -> row.entrySet().stream()
                        .noneMatch(e -> e.getKey().dtype() == Dtype.STRING
                                && !e.getKey().nullable()
                                && e.getValue().equals("\"\"")));
    }

    String csv() {
        String end = choices.of(List.of("\n", "\r\n"));
        String all = rows.stream()
                .map(row -> schema.features().stream()
                        .map(feature -> field(row.getOrDefault(feature, "null")))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining(end));
        return choices.oneIn(2) ? all + end : all;
    }

    private String field(String value) {
        if (value.equals("null")) {
            return "";
        }
        if (value.startsWith("\"")) {
            return "\"" + Texts.said(value).replace("\"", "\"\"") + "\"";
        }
        return choices.oneIn(8) ? " " + value + " " : value;
    }
}
