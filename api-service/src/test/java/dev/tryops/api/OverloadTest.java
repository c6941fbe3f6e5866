package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.api.RunningApi.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More predictions at once than there are slots. */
class OverloadTest {

    private static final String ROW = "{\"age\":30,\"debt_ratio\":0.2,\"member\":true}";
    private static final String BATCH = "{\"instances\":[" + String.join(",", Collections.nCopies(60_000, ROW)) + "]}";
    private static final String TENSOR =
            "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[60000,3],\"data\":["
                    + String.join(",", Collections.nCopies(60_000, "30,0.2,1")) + "]}]}";
    private static final int CLIENTS = 24;

    @TempDir
    Path store;

    @Test
    void refusesWhatFindsNoSlotAndStaysHealthy() throws Exception {
        try (RunningApi api = new RunningApi(
                        store, "--tryops.traffic.prediction-slots=1", "--tryops.prediction.max-batch-size=100000");
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            api.serve(TestModels.bundle(TestModels.version(1), 0));
            api.awaitReady();

            assertRefusesWhatFindsNoSlot(api, clients, new Route("/v1/predict/batch", "/v1/predict/batch", BATCH));
            assertRefusesWhatFindsNoSlot(api, clients, new Route("/invocations", "/invocations", BATCH));
            Route infer = new Route(InferenceClient.INFER, "/v2/models/{model}/infer", TENSOR);
            assertThat(assertRefusesWhatFindsNoSlot(api, clients, infer))
                    .allSatisfy(
                            answer -> assertThat(answer.json().required("error").asString())
                                    .contains("at the limit"));
            assertThat(api.post("/v1/predict", "{\"features\":" + ROW + "}").status())
                    .isEqualTo(200);
        }
    }

    /** Sends more than there are slots for, while the service stays healthy. Gives the answers that were refusals. */
    private static List<Answer> assertRefusesWhatFindsNoSlot(RunningApi api, ExecutorService clients, Route route)
            throws Exception {
        List<Future<Answer>> sent = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            sent.add(clients.submit(() -> api.post(route.path, route.body)));
        }
        while (!sent.stream().allMatch(Future::isDone)) {
            long start = System.nanoTime();
            assertThat(api.get("/health").status()).isEqualTo(200);
            assertThat(api.get("/ready").status()).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }

        List<Answer> refused = new ArrayList<>();
        for (Future<Answer> each : sent) {
            Answer answer = each.get();
            assertThat(answer.status()).as(answer.text()).isIn(200, 503);
            if (answer.status() == 503) {
                refused.add(answer);
            }
        }
        assertThat(refused).isNotEmpty().hasSizeLessThan(CLIENTS);
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        });
        String endpoint = "{endpoint=\"" + route.template + "\",";
        assertThat(api.get("/metrics").text().lines())
                .contains(
                        "prediction_requests_total" + endpoint + "model_version=\"none\",status=\"refused\"} "
                                + refused.size() + ".0",
                        "prediction_errors_total" + endpoint + "error_type=\"overloaded\"} " + refused.size() + ".0");
        return refused;
    }

    /** @param template what the metrics call the path */
    private record Route(String path, String template, String body) {}

    @Test
    void limitsThatMakeNoSenseEndTheStartWithTheirNames() {
        assertThatThrownBy(() -> new RunningApi(store, "--tryops.traffic.prediction-slots=-1"))
                .rootCause()
                .hasMessageContaining("PREDICTION_SLOTS");
        assertThatThrownBy(() -> new RunningApi(store, "--tryops.traffic.body-timeout=0"))
                .rootCause()
                .hasMessageContaining("BODY_TIMEOUT");
    }
}
