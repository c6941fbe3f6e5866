package dev.tryops.api.inference;

import dev.tryops.api.fuzz.Choices;
import dev.tryops.api.fuzz.Decimal;
import dev.tryops.api.fuzz.Rows;
import dev.tryops.api.fuzz.Texts;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.InputLayout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes native rows as inference requests, in all the ways that tensors can be written. */
final class InferBodies {

    private final Choices choices;
    private final FeatureSchema schema;
    private final List<Map<Feature, String>> rows;
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    InferBodies(Choices choices, FeatureSchema schema, List<Map<Feature, String>> rows) {
        this.choices = choices;
        this.schema = schema;
        this.rows = rows;
    }

    /** The request's JSON; {@link #binary} then has what is to follow it. */
    String json() {
        List<String> members = new ArrayList<>(List.of("\"inputs\":[" + String.join(",", inputs()) + "]"));
        if (choices.oneIn(4)) {
            members.add("\"id\":\"42\"");
        }
        if (choices.oneIn(4)) {
            members.add("\"parameters\":{\"explain\":true}");
        }
        if (choices.oneIn(4)) {
            members.add("\"outputs\":[{\"name\":\"probabilities\",\"parameters\":{\"binary_data\":true}}]");
        }
        return object(members);
    }

    byte[] binary() {
        return binary.toByteArray();
    }

    private List<String> inputs() {
        boolean numbers = schema.features().stream().noneMatch(f -> f.dtype() == Dtype.STRING);
        if (numbers && choices.oneIn(2)) {
            return List.of(matrix());
        }
        List<Feature> features = new ArrayList<>(schema.features());
        choices.shuffle(features);
        return features.stream().map(this::column).toList();
    }

    private String matrix() {
        List<String> values = new ArrayList<>();
        rows.forEach(row -> schema.features().forEach(f -> values.add(row.getOrDefault(f, "null"))));
        String shape = "[%d,%d]".formatted(rows.size(), schema.size());
        String datatype = choices.oneIn(2) ? "FP64" : "FP32";
        return tensor(InputLayout.NUMBERS, datatype, shape, values, schema.size());
    }

    private String column(Feature feature) {
        List<String> values =
                rows.stream().map(row -> row.getOrDefault(feature, "null")).toList();
        boolean nested = choices.oneIn(2);
        String shape = nested ? "[%d,1]".formatted(rows.size()) : "[%d]".formatted(rows.size());
        return tensor(feature.name(), datatype(feature, values), shape, values, nested ? 1 : 0);
    }

    private String datatype(Feature feature, List<String> values) {
        return switch (feature.dtype()) {
            case STRING -> "BYTES";
            case BOOL -> "BOOL";
            case INT64 -> values.stream().allMatch(InferBodies::isLong) && choices.oneIn(2) ? "INT64" : "FP64";
            case FLOAT64 -> choices.oneIn(2) ? "FP64" : "FP32";
        };
    }

    private static boolean isLong(String value) {
        return !value.equals("null") && Decimal.of(value).isLong();
    }

    /** Its members in any order: data may come before what describes it. */
    private String tensor(String name, String datatype, String shape, List<String> values, int width) {
        List<String> members = new ArrayList<>(List.of(
                "\"name\":" + Rows.name(choices, name), "\"datatype\":\"" + datatype + "\"", "\"shape\":" + shape));
        boolean plain = !datatype.equals("BOOL") || values.stream().allMatch(v -> v.matches("true|false|0|1"));
        if (plain && choices.oneIn(2)) {
            int before = binary.size();
            values.forEach(value -> binary.writeBytes(bytes(datatype, value)));
            members.add("\"parameters\":{\"binary_data_size\":%d}".formatted(binary.size() - before));
        } else {
            members.add("\"data\":" + data(values, choices.oneIn(2) ? width : 0));
        }
        return object(members);
    }

    private static String data(List<String> values, int width) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < values.size(); i += Math.max(1, width)) {
            String inner = String.join(",", values.subList(i, i + Math.max(1, width)));
            items.add(width > 0 ? "[" + inner + "]" : inner);
        }
        return "[" + String.join(",", items) + "]";
    }

    private static byte[] bytes(String datatype, String value) {
        boolean missing = value.equals("null");
        return switch (datatype) {
            case "BYTES" -> text(missing ? "" : Texts.said(value));
            case "BOOL" -> new byte[] {(byte) (value.equals("true") || value.equals("1") ? 1 : 0)};
            case "INT64" ->
                buffer(8).putLong(Decimal.of(value).integer().longValueExact()).array();
            case "FP32" ->
                buffer(4)
                        .putFloat(missing ? Float.NaN : Decimal.of(value).toFloat())
                        .array();
            default ->
                buffer(8)
                        .putDouble(missing ? Double.NaN : Decimal.of(value).toDouble())
                        .array();
        };
    }

    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return buffer(4 + utf8.length).putInt(utf8.length).put(utf8).array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String object(List<String> members) {
        choices.shuffle(members);
        return "{" + String.join(",", members) + "}";
    }
}
