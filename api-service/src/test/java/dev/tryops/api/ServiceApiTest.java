package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.ModelVersion;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of one service: no model, a model, another, a bad one, a store that goes and comes back. */
class ServiceApiTest {

    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);

    @TempDir
    Path directory;

    @Test
    void isAliveButNotReadyWithoutAModel() {
        try (RunningApi api = new RunningApi(directory)) {
            Answer ready = api.get("/ready");

            assertThat(api.get("/health").text())
                    .isEqualTo(
                            "{\"status\":\"initializing\",\"model_version\":null,\"model_loaded\":false,\"degraded\":[]}");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.header("Retry-After")).isNotEmpty();
            assertThat(ready.text())
                    .isEqualTo("{\"status\":\"not_ready\",\"model_version\":null,\"model_loaded\":false}");
            assertThat(api.post("/v1/predict", "{}").status()).isEqualTo(503);
            assertThat(api.get("/metrics").text())
                    .contains("prediction_requests_total{endpoint=\"/v1/predict\",model_version=\"none\","
                            + "status=\"refused\"} 1.0");
            assertThat(api.get("/v1/model/info").status()).isEqualTo(503);
        }
    }

    @Test
    void tellsAboutItselfAndItsModel() {
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(TestModels.bundle(V1, 0));
            awaitServing(api, V1);

            assertThat(List.copyOf(api.get("/").json().propertyNames()))
                    .containsExactly("service", "version", "environment", "endpoints");
            Answer info = api.get("/v1/model/info");
            assertThat(List.copyOf(info.json().propertyNames()))
                    .containsExactly(
                            "model_version",
                            "schema_hash",
                            "feature_names",
                            "n_features",
                            "model_type",
                            "promoted_at",
                            "promoted_by",
                            "metrics");
            assertThat(info.header("X-Model-Version")).isEqualTo(V1.value());
            assertThat(info.json().at("/metrics/roc_auc").asDouble()).isEqualTo(0.8);
            assertThat(info.json().required("promoted_by").asString()).isEqualTo("someone");
        }
    }

    @Test
    void everyMetricOfTheContractMoves() {
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(TestModels.bundle(V1, 0));
            awaitServing(api, V1);
            api.serve(TestModels.bundle(V2, 1));
            awaitServing(api, V2);
            api.post("/v1/predict/batch", "{\"instances\":[%s,%s]}".formatted(ROW, ROW));
            api.post("/v1/predict", "{\"features\":{}}");
            api.send(api.request("/v1/predict")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("x")));

            String text = api.get("/metrics").text();

            assertThat(text.lines())
                    .contains(
                            "prediction_requests_total{endpoint=\"/v1/predict/batch\",model_version=\"" + V2
                                    + "\",status=\"success\"} 2.0",
                            "prediction_requests_total{endpoint=\"/v1/predict\",model_version=\"" + V2
                                    + "\",status=\"client_error\"} 1.0",
                            "prediction_errors_total{endpoint=\"/v1/predict\",error_type=\"invalid_request\"} 1.0",
                            "prediction_errors_total{endpoint=\"/v1/predict\",error_type=\"unreadable_body\"} 1.0",
                            "schema_validation_errors_total{error_type=\"empty_object\",model_version=\"" + V2
                                    + "\"} 1.0",
                            "prediction_latency_seconds_count{endpoint=\"/v1/predict/batch\",model_version=\"" + V2
                                    + "\"} 1",
                            "model_reload_total{from_version=\"none\",to_version=\"" + V1 + "\"} 1.0",
                            "model_reload_total{from_version=\"" + V1 + "\",to_version=\"" + V2 + "\"} 1.0",
                            "model_reload_duration_seconds_count{outcome=\"swapped\"} 2",
                            "model_active{role=\"current\",version=\"" + V1 + "\"} 0.0",
                            "model_active{role=\"current\",version=\"" + V2 + "\"} 1.0",
                            "model_info_info{bucket=\"" + directory.getFileName()
                                    + "\",environment=\"production\",version=\"" + V2 + "\"} 1",
                            "onnx_sessions_open 2.0", // the replaced version can still be asked for
                            "model_pointer_poll_errors_total 0.0");
            assertThat(text)
                    .contains("prediction_latency_seconds_bucket{endpoint=\"/v1/predict/batch\",model_version=\"" + V2
                            + "\",le=\"2.5E-4\"}")
                    .contains("model_pointer_age_seconds ")
                    .containsPattern("http_server_requests_seconds_bucket\\{.*le=\"2.5E-4\"}")
                    .contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void servesOnWhenThePointerTurnsBadAndSaysSo() throws IOException {
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(TestModels.bundle(V1, 0));
            awaitServing(api, V1);
            Path pointer = directory.resolve("serving/production.json");
            byte[] good = Files.readAllBytes(pointer);
            Files.writeString(pointer, "no pointer");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> api.get("/ready").text().contains("pointer_unreadable"));
            assertThat(api.get("/ready").status()).isEqualTo(200);
            assertThat(api.post("/v1/predict", "{\"features\":" + ROW + "}").status())
                    .isEqualTo(200);
            assertThat(api.get("/metrics").text())
                    .containsPattern("model_reload_rejected_total\\{reason=\"pointer_corrupt\"} [1-9]");

            Files.write(pointer, good);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> api.get("/ready").text().contains("\"degraded\":[]"));
        }
    }

    @Test
    void saysThatAnEarlierRevisionStandsIn() throws IOException {
        try (RunningApi first = new RunningApi(directory)) {
            first.serve(TestModels.bundle(V1, 0));
            first.serve(TestModels.bundle(V2, 0));
        }
        Files.writeString(directory.resolve("models/" + V2 + ".onnx"), "damaged");

        try (RunningApi api = new RunningApi(directory)) {
            awaitServing(api, V1);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> api.get("/ready").text().contains("serving_fallback"));
            assertThat(api.get("/ready").status()).isEqualTo(200);
            assertThat(api.get("/health").text()).contains("\"degraded\":[\"reload_refused\",\"serving_fallback\"]");
            assertThat(api.get("/metrics").text())
                    .contains("model_active{role=\"fallback\",version=\"" + V1 + "\"} 1.0");
        }
    }

    @Test
    void aValueThatAForeignGraphCannotCarryGetsNoDecision() {
        ClassCoefficients coefficients = TestModels.coefficients(0);
        byte[] unbounded = TestModels.graph(
                coefficients,
                graph -> graph.setNode(3, graph.getNode(3).toBuilder().setInput(0, "scaled"))
                        .removeNode(2));
        try (RunningApi api = new RunningApi(directory)) {
            api.serve(TestModels.bundle(V1, coefficients, unbounded));
            awaitServing(api, V1);
            String huge = ROW.replace("0.2", "3e38");

            Answer single = api.post("/v1/predict", "{\"features\":" + huge + "}");
            Answer batch = api.post("/v1/predict/batch", "{\"instances\":[" + ROW + "," + huge + "]}");

            assertThat(single.status()).isEqualTo(400);
            assertThat(single.json().at("/errors/0/pointer").asString()).isEqualTo("/features");
            assertThat(single.json().at("/errors/0/code").asString()).isEqualTo("out_of_range");
            assertThat(batch.json().at("/errors/0/pointer").asString()).isEqualTo("/instances/1");

            Answer invocation = api.post("/invocations", "{\"instances\":[" + ROW + "," + huge + "]}");
            Answer inference = InferenceClient.json(
                    api, "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32','data':[30,0.2,1,30,3e38,1]}]}");
            assertThat(invocation.status()).isEqualTo(400);
            assertThat(invocation.json().at("/errors/0/code").asString()).isEqualTo("out_of_range");
            assertThat(invocation.json().required("detail").asString()).contains("row 1");
            assertThat(inference.status()).isEqualTo(400);
            assertThat(inference.json().at("/errors/0/pointer").asString()).isEqualTo("/inputs");
            assertThat(inference.json().at("/errors/0/code").asString()).isEqualTo("out_of_range");
        }
    }

    @Test
    void aSettingThatMakesNoSenseEndsTheStartWithItsName() {
        assertThatThrownBy(() -> new RunningApi(directory, "--tryops.serving.reload-interval=0"))
                .rootCause()
                .hasMessageContaining("MODEL_RELOAD_INTERVAL");
        assertThatThrownBy(() -> new RunningApi(directory, "--tryops.prediction.max-batch-size=0"))
                .rootCause()
                .hasMessageContaining("MAX_BATCH_SIZE");
        assertThatThrownBy(() -> new RunningApi(directory, "--tryops.serving.environment=Prod!"))
                .rootCause()
                .hasMessageContaining("such as production");
        assertThatThrownBy(() -> new RunningApi(directory, "--tryops.serving.no-such-thing=1"))
                .rootCause()
                .hasMessageContaining("no-such-thing");
        assertThatThrownBy(() -> new RunningApi(directory, "--tryops.signatures.mode=required"))
                .rootCause()
                .hasMessageContaining("MODEL_TRUSTED_BUNDLE_KEYS");
        assertThatThrownBy(() -> new RunningApi(directory, "--tryops.signatures.trusted-bundle-keys=absent.pem"))
                .rootCause()
                .hasMessageContaining("absent.pem");
    }

    private static final String ROW = "{\"age\":30,\"debt_ratio\":0.2,\"member\":true}";

    private static void awaitServing(RunningApi api, ModelVersion version) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.get("/health").text().contains(version.value()));
    }
}
