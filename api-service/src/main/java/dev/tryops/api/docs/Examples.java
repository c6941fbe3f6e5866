package dev.tryops.api.docs;

import dev.tryops.model.Feature;
import dev.tryops.model.GoldenRow;
import dev.tryops.model.ModelMetadata;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Request bodies that the loaded model answers, made of rows that it was tested on. */
final class Examples {

    private Examples() {}

    /** A row with a value for every feature, where there is one. */
    static Map<String, @Nullable Object> row(ModelMetadata metadata) {
        List<GoldenRow> rows = metadata.goldenRows();
        return rows.stream()
                .filter(row -> !row.features().containsValue(null))
                .findFirst()
                .orElse(rows.getFirst())
                .features();
    }

    static Map<String, Object> single(ModelMetadata metadata) {
        return Map.of("features", row(metadata));
    }

    static Map<String, Object> batch(ModelMetadata metadata) {
        return Map.of("instances", rows(metadata));
    }

    static Map<String, Object> records(ModelMetadata metadata) {
        return Map.of("dataframe_records", rows(metadata));
    }

    /** A row as one tensor per feature. */
    static Map<String, Object> tensors(ModelMetadata metadata) {
        Map<String, @Nullable Object> row = row(metadata);
        return Map.of(
                "inputs",
                metadata.schema().structuralSchema().stream()
                        .map(feature -> tensor(feature, row.get(feature.name())))
                        .toList());
    }

    private static List<Map<String, @Nullable Object>> rows(ModelMetadata metadata) {
        return metadata.goldenRows().stream().limit(2).map(GoldenRow::features).toList();
    }

    private static Map<String, Object> tensor(Feature feature, @Nullable Object value) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", feature.name());
        tensor.put("shape", List.of(1));
        tensor.put(
                "datatype",
                switch (feature.dtype()) {
                    case INT64 -> "INT64";
                    case FLOAT64 -> "FP64";
                    case BOOL -> "BOOL";
                    case STRING -> "BYTES";
                });
        tensor.put("data", Collections.singletonList(value));
        return tensor;
    }
}
