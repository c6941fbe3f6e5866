package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services behind a balancer, each replaced while clients predict without pause and never retry. */
@Tag("faults")
class RollingRestartIT {

    private static final Map<String, Number> SOMEONE =
            Map.of("age", 35, "income", 65_000, "credit_score", 700, "employment_years", 10, "debt_ratio", 0.3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void failsNotASingleRequest() {
        Store store = new Store(directory);
        Training.synthetic(directory, 1_000, 1);

        CompletableFuture<Api> starting = CompletableFuture.supplyAsync(() -> start(store));
        try (Api one = start(store);
                Api other = starting.join();
                Balancer balancer = new Balancer(one.base(), other.base())) {
            awaitTraffic(balancer, one);
            awaitTraffic(balancer, other);
            try (LoadClients clients = new LoadClients(4, balancer::predict, store, SOMEONE)) {
                awaitRequests(clients, 100);
                try (Api next = replace(one, store, balancer, clients);
                        Api last = replace(other, store, balancer, clients)) {
                    awaitRequests(clients, 100);
                    assertThat(next.isAlive() && last.isAlive()).isTrue();
                    clients.close();
                }
                assertThat(clients.failures()).isEmpty();
            }
        }
    }

    private static Api start(Store store) {
        return Api.start(store, Map.of("DRAIN_DELAY", "2")).awaitReady();
    }

    private static Api replace(Api old, Store store, Balancer balancer, LoadClients clients) {
        old.terminate();
        assertThat(old.exitCode(30)).as(old.log()).isZero();
        assertThat(balancer.sendsTo(old.base())).isFalse();
        awaitRequests(clients, 100);
        Api next = start(store);
        balancer.add(next.base());
        awaitTraffic(balancer, next);
        return next;
    }

    private static void awaitTraffic(Balancer balancer, Api api) {
        await().atMost(PATIENCE).until(() -> balancer.sendsTo(api.base()));
    }

    private static void awaitRequests(LoadClients clients, int more) {
        int before = clients.requests();
        await().atMost(PATIENCE).until(() -> clients.requests() > before + more);
    }
}
