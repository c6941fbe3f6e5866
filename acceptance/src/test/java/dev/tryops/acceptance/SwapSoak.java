package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of swaps of a process under load; a native crash would end it, and the test. */
class SwapSoak {

    private static final Map<String, Integer> YOUNG = Map.of("age", 30, "income", 60_000);
    private static final int SWAPS = System.getProperty("soak", "ci").equals("long") ? 5_000 : 300;

    @TempDir
    Path directory;

    @Test
    void threeHundredSwapsFailNoRequestAndLeaveOneSessionOpen() throws IOException {
        Store store = new Store(directory.resolve("store"));
        Training.succeed(
                store.root(),
                "--data",
                CreditCsv.write(directory.resolve("a.csv"), true, 2_000, 1).toString());
        ModelVersion a = store.pointer().modelVersion();
        Training.succeed(
                store.root(),
                "--data",
                CreditCsv.write(directory.resolve("b.csv"), false, 2_000, 2).toString());
        ModelVersion b = store.pointer().modelVersion();

        try (Api api = Api.start(store.root()).awaitReady();
                LoadClients clients = new LoadClients(8, api, store, YOUNG)) {
            for (int swap = 1; swap <= SWAPS; swap++) {
                ModelVersion next = swap % 2 == 1 ? a : b;
                store.promote(next);
                // Followed, and answered with, before the next one comes: every swap happens under load.
                String promotedAt = store.pointer().promotedAt().toString();
                awaitThat(() -> promotedAt.equals(api.promotedAt()));
                int before = clients.answersOf(next);
                awaitThat(() -> clients.answersOf(next) > before);
            }
            clients.close();

            assertThat(api.isAlive()).as(api.log()).isTrue();
            assertThat(clients.failures()).isEmpty();
            assertThat(clients.requests())
                    .isGreaterThan(10 * SWAPS)
                    .isEqualTo(clients.answersOf(a) + clients.answersOf(b));
            assertThat(swapsOf(api)).isEqualTo(SWAPS + 1); // and the first model
            await().atMost(Duration.ofSeconds(5)).until(() -> api.metrics().contains("onnx_sessions_open 1.0"));
        }
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }

    private static int swapsOf(Api api) {
        return api.metrics()
                .lines()
                .filter(line -> line.startsWith("model_reload_total{"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
