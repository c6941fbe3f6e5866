package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.cli.ReplayedDecisions;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.LoggedPrediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What five versions of every kind answered, on every route, is computed again from the log and the store. */
@Tag("faults")
class DecisionReplayIT {

    private static final List<String> REGIONS = List.of("north", "south", "Île-de-France", "東京");
    private static final int BATCH = 180;

    @TempDir
    Path directory;

    private final Random random = new Random(3);

    @Test
    void everyAnswerOfEveryRouteComesOutToTheLastBit() throws IOException {
        Store store = new Store(directory.resolve("models"));
        Predictions predictions = new Predictions(new Store(directory.resolve("predictions")));
        train(store, 2, 1);
        try (Api api = Api.start(store, predictions.variables("600")).awaitReady()) {
            for (int version = 1; version <= 5; version++) {
                if (version > 1) {
                    train(store, version % 2 == 0 ? 3 : 2, version);
                    ModelVersion promoted = store.pointer().modelVersion();
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> api.version().equals(promoted.value()));
                }
                ask(api);
            }
            api.terminate();
            assertThat(api.exitCode(60)).isZero();
        }

        List<LoggedPrediction> logged = predictions.all();
        assertThat(logged).hasSize(5 * (BATCH + 3 * 10)).hasSizeGreaterThan(1_000);
        assertThat(logged.stream().map(LoggedPrediction::version).distinct()).hasSize(5);
        assertThat(logged).anyMatch(row -> row.features().containsValue(null));
        assertThat(ReplayedDecisions.differing(store.registry(), logged)).isEmpty();

        Tryops.Ended ended = Tryops.run(
                store,
                "decision",
                "replay",
                logged.getFirst().id().toString(),
                "--predictions",
                predictions.store().location());
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("identical", "in force");
    }

    private void ask(Api api) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            rows.add(row(true));
        }
        succeed(api, "/v1/predict/batch", JsonMapper.shared().writeValueAsString(Map.of("instances", rows)));
        for (int i = 0; i < 10; i++) {
            Map<String, @Nullable Object> whole = row(false);
            succeed(api, "/v1/predict", JsonMapper.shared().writeValueAsString(Map.of("features", row(true))));
            succeed(api, "/v2/models/credit-approval/infer", v2(whole));
            succeed(
                    api,
                    "/invocations",
                    JsonMapper.shared().writeValueAsString(Map.of("instances", List.of(List.copyOf(whole.values())))));
        }
    }

    private static void succeed(Api api, String path, String body) {
        var response = api.post(path, body);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    }

    private static String v2(Map<String, @Nullable Object> row) {
        List<Map<String, Object>> inputs = new ArrayList<>();
        row.forEach((name, value) -> inputs.add(Map.of(
                "name",
                name,
                "shape",
                List.of(1),
                "datatype",
                value instanceof String ? "BYTES" : value instanceof Boolean ? "BOOL" : "FP64",
                "data",
                Collections.singletonList(value))));
        return JsonMapper.shared().writeValueAsString(Map.of("inputs", inputs));
    }

    private Map<String, @Nullable Object> row(boolean mayMiss) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("age", mayMiss && random.nextInt(10) == 0 ? null : (Object) (20 + random.nextInt(50)));
        row.put("region", mayMiss && random.nextInt(10) == 0 ? null : REGIONS.get(random.nextInt(REGIONS.size())));
        row.put("ratio", random.nextDouble());
        row.put("member", random.nextBoolean());
        return row;
    }

    private void train(Store store, int classes, long seed) throws IOException {
        Random drawn = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("age,region,ratio,member,decision"));
        for (int i = 0; i < 800; i++) {
            int age = 20 + drawn.nextInt(50);
            int region = drawn.nextInt(REGIONS.size());
            double ratio = drawn.nextInt(1_000) / 1_000.0;
            boolean member = drawn.nextBoolean();
            double score = age / 20.0 + region - 3 * ratio + (member ? 1 : 0) + drawn.nextGaussian();
            lines.add(List.of(
                            drawn.nextInt(10) == 0 ? "" : Integer.toString(age),
                            drawn.nextInt(10) == 0 ? "" : REGIONS.get(region),
                            Double.toString(ratio),
                            Boolean.toString(member),
                            "class " + Math.clamp((int) (score / 2), 0, classes - 1))
                    .stream()
                    .collect(Collectors.joining(",")));
        }
        Path file = Files.write(directory.resolve("data" + seed + ".csv"), lines);
        Training.succeed(store.root(), "--data", file.toString(), "--target", "decision", "--missing", "impute");
    }
}
