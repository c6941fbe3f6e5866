package dev.tryops.bench;

import dev.tryops.model.GoldenRow;
import dev.tryops.model.ModelMetadata;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Bodies for a model's own predict routes, made of rows that it was tested on. */
public final class RequestBodies {

    private static final JsonMapper JSON = JsonMapper.shared();

    private RequestBodies() {}

    public static byte[] single(ModelMetadata metadata) {
        return JSON.writeValueAsBytes(
                Map.of("features", metadata.goldenRows().getFirst().features()));
    }

    public static byte[] batch(ModelMetadata metadata, int rows) {
        List<GoldenRow> golden = metadata.goldenRows();
        return JSON.writeValueAsBytes(Map.of(
                "instances",
                IntStream.range(0, rows)
                        .mapToObj(row -> golden.get(row % golden.size()).features())
                        .toList()));
    }
}
