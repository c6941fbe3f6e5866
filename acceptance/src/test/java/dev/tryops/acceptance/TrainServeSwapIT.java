package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.GoldenRow;
import dev.tryops.model.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The main job, with the jars that ship. */
class TrainServeSwapIT {

    private static final Map<String, Integer> YOUNG = Map.of("age", 30, "income", 60_000);

    @TempDir
    Path directory;

    @Test
    void answersWithWhatTheTrainerComputed() {
        Store store = new Store(directory.resolve("store"));
        Training.synthetic(store.root(), 5_000, 42);

        try (Api api = Api.start(store.root()).awaitReady()) {
            ModelVersion version = store.pointer().modelVersion();
            for (GoldenRow row : store.metadata(version).goldenRows()) {
                var answer = Api.json(
                        api.predict(JsonMapper.shared().writeValueAsString(Map.of("features", row.features()))));

                assertThat(answer.required("model_version").asString()).isEqualTo(version.value());
                assertThat(answer.required("prediction").asDouble())
                        .isCloseTo(row.expectedProbability(), within(GoldenRow.TOLERANCE));
            }
        }
    }

    @Test
    void aServiceStartedBeforeTheFirstTrainingPicksTheModelUp() {
        Store store = new Store(directory.resolve("store"));

        try (Api api = Api.start(store.root())) {
            assertThat(api.get("/health").statusCode()).isEqualTo(200);
            assertThat(api.get("/ready").statusCode()).isEqualTo(503);

            Training.synthetic(store.root(), 1_000, 1);

            api.awaitReady();
        }
    }

    @Test
    void aSecondTrainingReplacesTheModelWithoutAFailedRequest() throws IOException {
        Store store = new Store(directory.resolve("store"));
        Path one = CreditCsv.write(directory.resolve("one.csv"), true, 2_000, 1);
        Path other = CreditCsv.write(directory.resolve("other.csv"), false, 2_000, 2);
        Training.succeed(store.root(), "--data", one.toString());
        ModelVersion first = store.pointer().modelVersion();

        try (Api api = Api.start(store.root()).awaitReady();
                LoadClients clients = new LoadClients(8, api, store, YOUNG)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> clients.answersOf(first) > 500);
            Training.succeed(store.root(), "--data", other.toString());
            ModelVersion second = store.pointer().modelVersion();
            await().atMost(Duration.ofSeconds(30)).until(() -> clients.answersOf(second) > 500);
            clients.close();

            assertThat(store.probability(first, YOUNG)).isLessThan(0.2);
            assertThat(store.probability(second, YOUNG)).isGreaterThan(0.8);
            assertThat(clients.failures()).isEmpty();
            assertThat(clients.versionsSeen()).containsExactlyInAnyOrder(first.value(), second.value());
            assertThat(clients.requests()).isEqualTo(clients.answersOf(first) + clients.answersOf(second));
            assertThat(api.metrics()).contains("onnx_sessions_open 1.0");
        }
    }
}
