package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of predictions that takes connections and never answers: labels wait for it, and nothing else does. */
@Tag("faults")
class HangingLabelStoreIT {

    private static final String LABEL = "{\"prediction_id\":\"019aca3e-a400-7abc-8def-0123456789ab\",\"label\":1}";
    private static final String ROW =
            "{\"features\":{\"age\":35,\"income\":75000,\"credit_score\":720,\"employment_years\":8,\"debt_ratio\":0.25}}";
    private static final int CLIENTS = 40;

    @TempDir
    Path directory;

    @Test
    void predictionsGoOnWhileLabelsWait() throws Exception {
        Store store = new Store(directory.resolve("store"));
        Training.synthetic(store.root(), 1_000, 42);
        try (ServerSocket mute = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
                Api api = Api.start(store, settings(mute.getLocalPort())).awaitReady()) {
            clients.execute(() -> keepOpen(mute));
            List<Future<HttpResponse<String>>> labels = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                labels.add(clients.submit(() -> api.post("/v1/feedback", LABEL)));
            }
            int answered = 0;
            while (labels.stream().anyMatch(label -> !label.isDone())) {
                long start = System.nanoTime();
                assertThat(api.predict(ROW).statusCode()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
                answered++;
            }

            assertThat(answered).isGreaterThan(20);
            for (Future<HttpResponse<String>> label : labels) {
                assertThat(label.get().statusCode()).isEqualTo(503);
                assertThat(label.get().headers().firstValue("Retry-After")).isPresent();
            }
            assertThat(api.get("/ready").statusCode()).isEqualTo(200);
            mute.close();
        }
    }

    private static Map<String, String> settings(int port) {
        return Map.of(
                "PREDICTION_STORE", "s3://labels",
                "PREDICTION_LOG", "off",
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + port,
                "AWS_ACCESS_KEY_ID", "x",
                "AWS_SECRET_ACCESS_KEY", "x");
    }

    private static void keepOpen(ServerSocket mute) {
        List<Socket> open = new ArrayList<>();
        try {
            while (true) {
                open.add(mute.accept());
            }
        } catch (IOException closed) {
            for (Socket each : open) {
                try {
                    each.close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
