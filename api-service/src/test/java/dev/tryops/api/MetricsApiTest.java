package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scraped text is the contract: what must move moves, and clients make no series. */
class MetricsApiTest {

    private static final String MARKER = "zqxmarker";
    private static final String INFER = "/v2/models/credit-approval/infer";
    private static final long SEED = 20260208;
    private static final int ROUNDS = 12;

    @TempDir
    Path store;

    @Test
    void nothingThatAClientSendsBecomesALabel() {
        try (RunningApi api = new RunningApi(store)) {
            api.serve(TestModels.bundle(TestModels.version(1), 0));
            api.awaitReady();
            Random random = new Random(SEED);
            requestsNaming(api, MARKER).forEach(Runnable::run);
            api.get("/metrics"); // has a series of its own, as of the second time
            List<String> before = series(api);

            for (int i = 0; i < ROUNDS; i++) {
                requestsNaming(api, MARKER + Integer.toHexString(random.nextInt()))
                        .forEach(Runnable::run);
            }

            assertThat(before).hasSizeGreaterThan(50);
            assertThat(series(api)).isEqualTo(before);
            assertThat(api.get("/metrics").text()).doesNotContainIgnoringCase(MARKER);
            assertThat(api.manage("/actuator/prometheus").text()).doesNotContainIgnoringCase(MARKER);
        }
    }

    /** One request for every place in which a client names something. */
    private static List<Runnable> requestsNaming(RunningApi api, String name) {
        String tensor =
                "{'inputs':[{'name':'%s','shape':[1,3],'datatype':'%s','data':[30,0.2,1]}],'outputs':[{'name':'%s'}]}";
        return List.of(
                () -> api.get("/" + name),
                () -> api.get("/v1/" + name + "/" + name),
                () -> api.get("/v1/model/info?" + name + "=" + name),
                () -> api.post("/v1/predict?explain=" + name, "{}"),
                () -> api.post("/v1/feedback", "{\"prediction_id\":\"%s\",\"label\":\"%s\"}".formatted(name, name)),
                () -> api.send(api.request("/v1/predict").method(name, BodyPublishers.noBody())),
                () -> api.send(api.request("/" + name).method(name, BodyPublishers.noBody())),
                () -> api.get("/v2/models/" + name),
                () -> api.get("/v2/models/" + name + "/ready"),
                () -> api.get("/v2/models/credit-approval/versions/" + name),
                () -> api.post("/v2/models/" + name + "/infer", "{}"),
                () -> api.post("/v2/models/credit-approval/versions/" + name + "/infer", "{}"),
                () -> InferenceClient.json(api, tensor.formatted(name, "FP32", "label")),
                () -> InferenceClient.json(api, tensor.formatted("input", name, "label")),
                () -> InferenceClient.json(api, tensor.formatted("input", "FP32", name)),
                () -> InferenceClient.json(api, "{'id':'" + name + "','" + name + "':1}"),
                () -> api.post("/v1/predict", "{\"features\":{\"" + name + "\":1}}"),
                () -> api.post("/v1/predict", "{\"" + name + "\":{}}"),
                () -> api.post("/invocations", "{\"instances\":[{\"" + name + "\":\"" + name + "\"}]}"),
                () -> api.send(
                        api.request("/v1/predict").header("Content-Type", name).POST(BodyPublishers.ofString(name))),
                () -> api.send(api.request(INFER)
                        .header(InferenceClient.JSON_LENGTH, name)
                        .POST(BodyPublishers.ofString(name))),
                () -> api.send(api.request("/health")
                        .header("User-Agent", name)
                        .header("X-Request-ID", name)
                        .header("X-API-Key", name)
                        .header("X-Forwarded-For", name)
                        .header("Accept", name + "/" + name)));
    }

    /** The names and labels of all that requests move. */
    private static List<String> series(RunningApi api) {
        return api.get("/metrics")
                .text()
                .lines()
                .filter(line -> Stream.of("prediction_", "http_server_requests_seconds", "schema_", "model_", "rate_")
                        .anyMatch(line::startsWith))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .sorted()
                .collect(Collectors.toList());
    }

    @Test
    void aReloadIsTimedByItsOutcome() throws IOException {
        try (RunningApi api = new RunningApi(store)) {
            api.serve(TestModels.bundle(TestModels.version(1), 0));
            awaitMoving(api, "model_reload_duration_seconds_count{outcome=\"swapped\"}");
            Path pointer = store.resolve("serving/production.json");
            byte[] good = Files.readAllBytes(pointer);

            Files.writeString(pointer, "no pointer");
            awaitMoving(api, "model_reload_duration_seconds_count{outcome=\"refused\"}");
            awaitMoving(api, "model_reload_rejected_total{reason=\"pointer_corrupt\"}");

            Files.delete(pointer);
            Files.createDirectory(pointer);
            awaitMoving(api, "model_reload_duration_seconds_count{outcome=\"failed\"}");
            awaitMoving(api, "model_pointer_poll_errors_total");

            Files.delete(pointer);
            Files.write(pointer, good);
            double age = value(api, "model_pointer_age_seconds");
            await().atMost(Duration.ofSeconds(5)).until(() -> value(api, "model_pointer_age_seconds") > age);
        }
    }

    @Test
    void whatTheHealthRoutesSayIsThereForAlertsToo() throws IOException {
        try (RunningApi api = new RunningApi(store)) {
            assertThat(api.get("/metrics").text()).contains("\nmodel_loaded 0.0\n");
            api.serve(TestModels.bundle(TestModels.version(1), 0));
            api.awaitReady();
            assertThat(value(api, "model_loaded")).isEqualTo(1);
            assertThat(value(api, "model_degraded{condition=\"pointer_unreadable\"}"))
                    .isZero();

            Files.writeString(store.resolve("serving/production.json"), "no pointer");

            awaitMoving(api, "model_degraded{condition=\"pointer_unreadable\"}");
            assertThat(value(api, "model_loaded")).isEqualTo(1);
        }
    }

    @Test
    void aModelThatIsNotThereIsAnErrorOfItsOwnKind() {
        try (RunningApi api = new RunningApi(store)) {
            Consumer<String> ask = model -> api.post("/v2/models/" + model + "/infer", "{}");
            String errors = "prediction_errors_total{endpoint=\"/v2/models/{model}/infer\",error_type=";

            ask.accept("credit-approval");
            assertThat(value(api, errors + "\"no_model\"}")).isEqualTo(1);
            api.post("/v1/predict", "{}");
            assertThat(value(api, "prediction_errors_total{endpoint=\"/v1/predict\",error_type=\"no_model\"}"))
                    .isEqualTo(1);

            api.serve(TestModels.bundle(TestModels.version(1), 0));
            api.awaitReady();
            ask.accept("other");
            assertThat(value(api, errors + "\"unknown_model\"}")).isEqualTo(1);
        }
    }

    private static void awaitMoving(RunningApi api, String series) {
        await().atMost(Duration.ofSeconds(10)).until(() -> value(api, series) > 0);
    }

    /** 0 if there is no such series. */
    private static double value(RunningApi api, String series) {
        return api.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .sum();
    }
}
