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
            await().atMost(Duration.ofSeconds(10)).until(() -> api.get("/ready").status() == 200);
            int port = api.port();
            assertThat(api.post("/v1/predict", GOOD).header("Connection")).isEmpty();

            try (RawHttp inFlight = new RawHttp(port)) {
                String request = RawHttp.predict(GOOD);
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

                await().atMost(Duration.ofSeconds(10)).until(() -> refusesConnections(port));
                assertThat(stop.isAlive()).isTrue();
                inFlight.send(request.substring(request.length() - 5));
                assertThat(inFlight.readToEnd()).startsWith("HTTP/1.1 200");
                assertThat(stop.join(Duration.ofSeconds(10))).isTrue();
            }
        }
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
