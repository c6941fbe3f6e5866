package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the console reads: the model and those before it, looks at the pointer, and totals. */
class MonitoringApiTest {

    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String HTML = "<!DOCTYPE html><html lang=\"en\"><title>A report</title><p>é</p></html>";

    @TempDir
    Path directory;

    @Test
    void saysThatThereIsNoModelYet() {
        try (RunningApi api = new RunningApi(directory)) {
            await().atMost(SOON)
                    .until(() -> !get(api, "reloads").at("/reloads/0").isMissingNode());

            assertThat(api.get("/v1/monitoring/model").status()).isEqualTo(503);
            assertThat(api.get("/v1/monitoring/report").status()).isEqualTo(503);
            assertThat(get(api, "history").required("revisions")).isEmpty();
            assertThat(get(api, "reloads").at("/reloads/0/outcome").asString()).isEqualTo("nothing_promoted");
        }
    }

    @Test
    void tellsWhatServesSinceWhenAndWhatServedBefore() {
        try (RunningApi api = new RunningApi(directory)) {
            Instant before = Instant.now();
            api.serve(TestModels.bundle(V1, 0));
            api.awaitReady();
            api.serve(TestModels.bundle(V2, 1));
            await().atMost(SOON)
                    .until(() -> get(api, "model").at("/previous/model_version").asString(""), V1.value()::equals);

            Answer answer = api.get("/v1/monitoring/model");
            JsonNode model = answer.json();
            assertThat(answer.header("X-Model-Version")).isEqualTo(V2.value());
            assertThat(model.required("model_version").asString()).isEqualTo(V2.value());
            assertThat(model.required("role").asString()).isEqualTo("current");
            assertThat(Instant.parse(model.required("loaded_at").asString())).isBetween(before, Instant.now());
            assertThat(model.required("revision").asLong()).isEqualTo(2);
            assertThat(model.required("promoted_by").asString()).isEqualTo("someone");
            assertThat(model.required("reason").asString()).isEqualTo("because");
            assertThat(model.at("/metrics/roc_auc").asDouble()).isEqualTo(0.8);
            assertThat(model.at("/previous/metrics/accuracy").asDouble()).isEqualTo(0.7);
            assertThat(model.required("previous_fault").isNull()).isTrue();

            JsonNode history = get(api, "history");
            assertThat(history.required("fault").isNull()).isTrue();
            assertThat(history.at("/revisions").findValuesAsString("model_version"))
                    .containsExactly(V2.value(), V1.value());
            assertThat(history.at("/revisions/0/action").asString()).isEqualTo("promote");

            JsonNode reloads = get(api, "reloads");
            assertThat(reloads.at("/reloads/0/outcome").asString()).isEqualTo("swapped");
            assertThat(reloads.at("/reloads/0/model_version").asString()).isEqualTo(V2.value());
            assertThat(reloads.required("interval_seconds").asDouble()).isEqualTo(0.05);
        }
    }

    @Test
    void keepsRefusalsWithTheirReasons() throws IOException {
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(TestModels.bundle(V1, 0));
            api.awaitReady();
            Files.writeString(directory.resolve("serving/production.json"), "no pointer");

            await().atMost(SOON)
                    .until(() -> get(api, "reloads").at("/reloads/0/outcome").asString(""), "refused"::equals);
            assertThat(get(api, "reloads").at("/reloads/0/reason").asString()).isEqualTo("pointer_corrupt");
            assertThat(get(api, "model").required("model_version").asString()).isEqualTo(V1.value());
        }
    }

    @Test
    void countsWhatWasAnswered() {
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(TestModels.bundle(V1, 0));
            api.awaitReady();
            for (int i = 0; i < 3; i++) {
                api.post("/v1/predict/batch", "{\"instances\":[%s,%s]}".formatted(ROW, ROW));
            }
            api.post("/v1/predict/batch", "{}");

            await().atMost(SOON).until(() -> batch(api).required("requests").asLong() == 4);
            JsonNode traffic = get(api, "traffic");
            JsonNode batch = batch(api);
            assertThat(batch.required("predicts").asBoolean()).isTrue();
            assertThat(batch.required("rows").asLong()).isEqualTo(6);
            assertThat(batch.required("client_errors").asLong()).isEqualTo(1);
            assertThat(batch.required("server_errors").asLong()).isZero();
            assertThat(batch.required("seconds").asDouble()).isPositive();
            assertThat(traffic.required("buckets_seconds"))
                    .hasSameSizeAs(batch.required("buckets"))
                    .hasSizeGreaterThan(5);
            List<Long> buckets = batch.required("buckets")
                    .valueStream()
                    .map(JsonNode::asLong)
                    .toList();
            assertThat(buckets).isSorted();
            assertThat(buckets.getLast()).isEqualTo(4);
            assertThat(traffic.required("instance").asString()).matches("[0-9a-f]{8}");
            assertThat(get(api, "traffic").required("uptime_seconds").asDouble())
                    .isGreaterThan(traffic.required("uptime_seconds").asDouble());
        }
    }

    @Test
    void showsTheReportWithAPolicyThatLetsItDoNothing() {
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(withReport(V1));
            await().atMost(SOON).until(() -> api.get("/v1/monitoring/report").status() == 200);

            Answer report = api.get("/v1/monitoring/report");
            assertThat(report.text()).isEqualTo(HTML);
            assertThat(report.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(report.response().headers().allValues("Content-Security-Policy"))
                    .containsExactly("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
            assertThat(report.response().headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
            assertThat(report.header("X-Model-Version")).isEqualTo(V1.value());

            api.serve(TestModels.bundle(V2, 0));
            await().atMost(SOON).until(() -> api.get("/v1/monitoring/report").status() == 404);
            assertThat(api.get("/v1/monitoring/report").header("X-Frame-Options"))
                    .isEqualTo("DENY");
        }
    }

    private static ModelBundle withReport(ModelVersion version) {
        ModelBundle bundle = TestModels.bundle(version, 0);
        return new ModelBundle(
                bundle.onnx(),
                bundle.metadata(),
                bundle.baseline(),
                Optional.of(HTML.getBytes(StandardCharsets.UTF_8)),
                Optional.empty());
    }

    private static JsonNode batch(RunningApi api) {
        return get(api, "traffic")
                .required("routes")
                .valueStream()
                .filter(route -> route.required("route").asString().equals("/v1/predict/batch"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode get(RunningApi api, String route) {
        return api.get("/v1/monitoring/" + route).json();
    }

    private static final String ROW = "{\"age\":35,\"debt_ratio\":0.25,\"member\":true}";
}
