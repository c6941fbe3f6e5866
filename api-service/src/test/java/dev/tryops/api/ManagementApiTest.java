package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What orchestrators and scrapers are told on the management port. */
class ManagementApiTest {

    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String READINESS = "/actuator/health/readiness";

    @TempDir
    Path store;

    @Test
    void isReadyFromTheFirstModelUntilItDrains() throws Exception {
        try (RunningApi api = new RunningApi(store, "--tryops.traffic.drain-delay=1")) {
            assertThat(api.manage(READINESS).status()).isEqualTo(503);
            assertThat(api.manage(LIVENESS).status()).isEqualTo(200);

            api.serve(TestModels.bundle(TestModels.version(1), 0));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> api.manage(READINESS).status() == 200);
            assertThat(api.get("/ready").status()).isEqualTo(200);
            assertThat(api.manage(READINESS).text()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(api.manage("/actuator/health").status()).isEqualTo(200);

            Thread stop = Thread.ofVirtual().start(api::stop);
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofMillis(900))
                    .until(() -> api.manage(READINESS).status() == 503);
            assertThat(api.manage(LIVENESS).status()).isEqualTo(200);
            assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void whatGoesWrongThereIsAProblemToo() {
        try (RunningApi api = new RunningApi(store)) {
            for (String path : new String[] {"/", "/actuator", "/actuator/env", "/actuator/health/diskSpace"}) {
                Answer answer = api.manage(path);

                assertThat(answer.status()).as(path).isEqualTo(404);
                if (!answer.text().isEmpty()) { // an endpoint's own 404 has no body
                    assertThat(answer.header("Content-Type")).as(path).isEqualTo("application/problem+json");
                    assertThat(answer.json().required("status").asInt()).isEqualTo(404);
                }
            }
            assertThat(api.manage("/actuator/health/%2e%2e%2f").header("Content-Type"))
                    .isEqualTo("application/problem+json");
            assertThat(api.manage("/").text()).contains("\"request_id\"");
        }
    }
}
