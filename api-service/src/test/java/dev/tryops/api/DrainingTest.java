package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the order to stop and the end. */
class DrainingTest {

    private static final String GOOD = "{\"features\":{\"age\":30,\"debt_ratio\":0.2,\"member\":true}}";

    @TempDir
    Path store;

    @Test
    void isNotReadyAnyMoreButAnswersAndAsksToLeave() throws Exception {
        try (RunningApi api = new RunningApi(store, "--tryops.traffic.drain-delay=3")) {
            api.serve(TestModels.bundle(TestModels.version(1), 0));
            api.awaitReady();
            int port = api.port();
            assertThat(api.post("/v1/predict", GOOD).header("Connection")).isEmpty();

            try (RawHttp inFlight = new RawHttp(port);
                    RawHttp begunBefore = new RawHttp(port)) {
                String request = RawHttp.predict(GOOD);
                begunBefore.send(request.substring(0, request.length() - 5));
                await().until(() -> api.busyThreads() > 0);
                inFlight.send(request.substring(0, request.length() - 5)); // its end comes after the draining
                Thread stop = Thread.ofVirtual().start(api::stop);
                await().atMost(Duration.ofSeconds(2))
                        .until(() -> api.get("/ready").status() == 503);

                Answer ready = api.get("/ready");
                assertThat(ready.json().required("status").asString()).isEqualTo("draining");
                assertThat(ready.json().required("model_loaded").asBoolean()).isTrue();
                assertThat(ready.header("Retry-After")).isNotEmpty();
                Answer answer = api.post("/v1/predict", GOOD);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Connection")).isEqualTo("close");
                assertThat(api.get("/health").status()).isEqualTo(200);
                assertThat(api.get("/metrics").text()).contains("\nmodel_loaded 1.0\n"); // no reason for an alert
                begunBefore.send(request.substring(request.length() - 5));
                assertThat(begunBefore.readResponse())
                        .startsWith("HTTP/1.1 200")
                        .contains("Connection: close\r\n");
                assertOtherProtocolsDrainToo(api);

                await().atMost(Duration.ofSeconds(10)).until(() -> refusesConnections(port));
                assertThat(stop.isAlive()).isTrue();
                inFlight.send(request.substring(request.length() - 5));
                assertThat(inFlight.readToEnd()).startsWith("HTTP/1.1 200");
                assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
            }
        }
    }

    private static void assertOtherProtocolsDrainToo(RunningApi api) {
        assertThat(api.get("/ping").status()).isEqualTo(503);
        Answer ready = api.get("/v2/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.header("Retry-After")).isNotEmpty();
        Answer live = api.get("/v2/health/live");
        assertThat(live.status()).isEqualTo(200);
        assertThat(live.text()).isEqualTo("{\"live\":true,\"ready\":false}");
        Answer inferred = InferenceClient.json(
                api, "{'inputs':[{'name':'input','shape':[1,3],'datatype':'FP32','data':[30,0.2,1]}]}");
        assertThat(inferred.status()).isEqualTo(200);
        assertThat(inferred.header("Connection")).isEqualTo("close");
        Answer invoked = api.post("/invocations", "{\"instances\":[[30,0.2,1]]}");
        assertThat(invoked.status()).isEqualTo(200);
        assertThat(invoked.header("Connection")).isEqualTo("close");
    }

    @Test
    void aDelayThatMakesNoSenseEndsTheStartWithItsName() {
        assertThatThrownBy(() -> new RunningApi(store, "--tryops.traffic.drain-delay=-1"))
                .rootCause()
                .hasMessageContaining("DRAIN_DELAY");
    }

    private static boolean refusesConnections(int port) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }
}
