package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.registry.FetchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Three services that see people whose income has doubled, one that has no model, one that is not there, and a Prometheus
 * that scrapes them all. Of the alerts it evaluates a copy in which each {@code for} is one second; all else is what is
 * shipped.
 */
final class WatchedFleet implements AutoCloseable {

    static final int SERVICES = 3;

    private static final int BATCHES = 3;
    private static final int BATCH = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final List<Api> services = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<AutoCloseable> started = new ArrayList<>();
    private final int nobody;
    private OfflinePsi offline;
    private PrometheusServer prometheus;

    WatchedFleet(Path directory) throws IOException {
        this.directory = directory;
        this.nobody = Ports.free();
    }

    /** What has started by then is ended by {@link #close}, also if something else does not start. */
    void start() throws IOException {
        Store store = new Store(Files.createDirectory(directory.resolve("store")));
        Path rows = Applicants.write(directory.resolve("rows.csv"), 4_000, 1);
        Training.succeed(store, "--data", rows.toString(), "--target", "approved");
        offline = new OfflinePsi(((FetchResult.Fetched) store.registry().fetch(store.pointer())).baseline());
        for (int i = 0; i < SERVICES; i++) {
            start(store);
        }
        start(new Store(Files.createDirectory(directory.resolve("empty"))));
        List<Integer> targets = new ArrayList<>(ports);
        targets.add(nobody);
        prometheus = PrometheusServer.start(directory, targets, RuleFiles.RECORDING, impatient());
        started.addFirst(prometheus);
    }

    private void start(Store store) throws IOException {
        int port = Ports.free();
        ports.add(port);
        Api api = Api.start(
                store,
                Map.of(
                        "MANAGEMENT_PORT", Integer.toString(port),
                        "DRIFT_CHECK_INTERVAL", "1",
                        "DRIFT_MIN_SAMPLE", Integer.toString(BATCH)));
        started.add(api);
        services.add(api);
    }

    /** A copy of the alerts that does not wait to see whether it passes. */
    private Path impatient() throws IOException {
        String text = Files.readString(RuleFiles.ALERTS);
        String copy = text.replaceAll("(?m)^( +for:) \\w+$", "$1 1s");
        assertThat(copy).isNotEqualTo(text);
        return Files.writeString(directory.resolve("alerts.rules.yml"), copy);
    }

    /** Sends the traffic, and returns when Prometheus has seen all of it. */
    void drift() {
        // An increase begins with what was scraped before it.
        awaitResult("count(count by (instance) (drift_baseline_bin_rows))", SERVICES);
        for (int i = 0; i < SERVICES * BATCHES; i++) {
            List<Applicants.Row> rows = Applicants.draw(BATCH, 100 + i).stream()
                    .map(Applicants.Row::richer)
                    .toList();
            JsonNode answer = Api.json(services.get(i % SERVICES).post("/v1/predict/batch", Applicants.batch(rows)));
            for (int row = 0; row < rows.size(); row++) {
                JsonNode prediction = answer.required("predictions").get(row).required("prediction");
                offline.add(rows.get(row), prediction.asDouble());
            }
        }
        awaitResult("tryops:drift_rows:since_start{feature=\"age\"}", SERVICES * BATCHES * BATCH);
    }

    private void awaitResult(String expression, double expected) {
        await().atMost(PATIENCE)
                .until(() -> prometheus.query(expression).stream().anyMatch(sample -> sample.value() == expected));
    }

    PrometheusServer prometheus() {
        return prometheus;
    }

    /** What the rows give that were sent. */
    Map<String, Double> offlinePsi() {
        return offline.values();
    }

    List<String> instancesWithTraffic() {
        return ports.stream().limit(SERVICES).map(PrometheusServer::instance).toList();
    }

    String instanceWithoutModel() {
        return PrometheusServer.instance(ports.getLast());
    }

    String instanceThatIsNotThere() {
        return PrometheusServer.instance(nobody);
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }
}
