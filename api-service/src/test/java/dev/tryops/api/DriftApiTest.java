package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a service says of its traffic: in the answer of a route, and in its metrics. */
class DriftApiTest {

    private static final String DRIFT = "/v1/monitoring/drift";
    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);

    private final Random random = new Random(7);

    @TempDir
    Path store;

    @Test
    void thereIsNothingToCompareWithoutAModel() {
        try (RunningApi api = new RunningApi(store)) {
            assertThat(api.get(DRIFT).status()).isEqualTo(503);
            assertThat(api.get(DRIFT).header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void countsFromTheFirstRowOnAndJudgesWhenThereAreEnough() {
        try (RunningApi api = running()) {
            send(api, 150, 0);

            Answer first = api.get(DRIFT);
            assertThat(first.header("X-Model-Version")).isEqualTo(V1.value());
            assertThat(first.json().required("checked_at").isNull()).isTrue();
            assertThat(first.json().at("/window/rows").asInt()).isEqualTo(150);
            assertThat(first.json().at("/features/0/feature").asString()).isEqualTo("age");
            assertThat(first.json().at("/features/0/scores").isEmpty()).isTrue();
            assertThat(shares(first.json().at("/features/0/bins"))).isEqualTo(1);
            assertThat(first.json().at("/features/0/bins/0/lower").isNull()).isTrue();
            assertThat(first.json().at("/features/0/bins/0/upper").asDouble()).isEqualTo(30.5);

            send(api, 150, 0);
            JsonNode checked = awaitCheck(api);
            assertThat(checked.at("/window/rows").asInt()).isEqualTo(300);
            assertThat(checked.required("drifted").asBoolean()).isFalse();
            assertThat(checked.at("/features/0/scores").propertyNames())
                    .containsExactly("psi", "ks", "mean_shift", "missing", "out_of_range");
            assertThat(checked.at("/prediction/scores").propertyNames()).containsExactly("psi", "ks", "mean_shift");
            assertThat(checked.at("/prediction/feature").asString()).isEqualTo("__prediction__");
            assertThat(checked.at("/features/0/mean").asDouble()).isBetween(40.0, 50.0);
        }
    }

    @Test
    void namesTheFeatureThatHasDrifted() {
        try (RunningApi api = running()) {
            send(api, 500, 8);

            JsonNode checked = awaitCheck(api);

            assertThat(checked.required("drifted").asBoolean()).isTrue();
            assertThat(checked.at("/features/0/drift_types").toString()).contains("psi", "ks", "mean_shift");
            assertThat(checked.at("/features/1/drifted").asBoolean()).isFalse();
            assertThat(checked.at("/prediction/drifted").asBoolean()).isTrue();
        }
    }

    private RunningApi running() {
        RunningApi api = new RunningApi(store, "--tryops.drift.check-interval=0.05");
        api.serve(DriftModel.bundle(V1));
        api.awaitReady();
        return api;
    }

    private void send(RunningApi api, int rows, double years) {
        assertThat(api.post("/v1/predict/batch", DriftModel.rows(random, rows, years))
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode awaitCheck(RunningApi api) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> api.get(DRIFT).json(),
                        json -> !json.required("checked_at").isNull());
    }

    private static double shares(JsonNode bins) {
        return bins.valueStream()
                .mapToDouble(bin -> bin.required("current").asDouble())
                .sum();
    }
}
