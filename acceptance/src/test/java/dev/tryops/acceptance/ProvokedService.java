package dev.tryops.acceptance;

import static org.awaitility.Awaitility.await;

import dev.tryops.acceptance.Exposition.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A service to which everything happens that moves a metric of the contract, scraped all the while. */
final class ProvokedService implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BURST = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Exposition> scrapes = new ArrayList<>();
    private final Store store;
    private final Path directory;
    private final Path predictions;
    private final URI management;
    private final Api api;

    ProvokedService(Path directory) throws IOException {
        this.directory = directory;
        this.store = new Store(Files.createDirectory(directory.resolve("store")));
        int port = Ports.free();
        this.management = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
        this.predictions = directory.resolve("predictions");
        this.api = Api.start(
                store,
                Map.of(
                        "MANAGEMENT_PORT",
                        Integer.toString(port),
                        "RATE_LIMIT",
                        "1/s",
                        "RATE_LIMIT_BURST",
                        Integer.toString(BURST),
                        "DRIFT_CHECK_INTERVAL",
                        "0.2",
                        "DRIFT_MIN_SAMPLE",
                        "100",
                        "TRYOPS_FEEDBACK_QUALITY_INTERVAL",
                        "200ms",
                        "PREDICTION_STORE",
                        predictions.toString(),
                        "PREDICTION_LOG_FLUSH_INTERVAL",
                        "0.1",
                        "PREDICTION_LOG_MEMORY",
                        Integer.toString(1 << 20)));
    }

    void provokeEverything() throws IOException {
        await().atMost(PATIENCE).until(() -> Ports.accepts(management.getPort())); // opens after the other one
        scrape();
        api.predict("{}"); // there is no model yet
        Path rows = Applicants.write(directory.resolve("rows.csv"), 600, 1);
        Path metrics = directory.resolve("training.prom");
        Training.succeed(
                store, "--data", rows.toString(), "--target", "approved", "--metrics-file", metrics.toString());
        scrapes.add(Exposition.parse(Files.readString(metrics)));
        awaitScrape(sample -> sample.metric().equals("model_loaded") && sample.value() == 1);
        predict();
        drift();
        label();
        join();
        dropPredictions();
        breakThePointer();
        while (api.predict("{}").statusCode() != 429) {
            // until the burst is used up
        }
        scrape();
    }

    private void predict() {
        api.predict("{\"features\":" + Applicants.draw(1, 2).getFirst().json() + "}");
        api.post("/v1/predict/batch", Applicants.batch(Applicants.draw(100, 3)));
        api.predict("{\"features\":{\"age\":\"old\"}}");
        api.predict("no JSON");
    }

    /** Everyone is old, one has no region, and one comes from a new one. */
    private void drift() {
        List<Applicants.Row> old = Applicants.draw(150, 4).stream()
                .map(row -> new Applicants.Row(row.age() + 100, row.income(), row.region()))
                .toList();
        api.post("/v1/predict/batch", Applicants.batch(old));
        api.predict("{\"features\":" + new Applicants.Row(30, 40_000, "west").json() + "}");
        awaitScrape(sample -> sample.metric().equals("drift_detected") && sample.value() == 1);
    }

    private void label() {
        String known = Api.json(api.predict(
                        "{\"features\":" + Applicants.draw(1, 5).getFirst().json() + "}"))
                .required("prediction_id")
                .asString();
        for (String id : List.of(known, "00000000-0000-7000-8000-000000000000")) {
            api.post("/v1/feedback", "{\"prediction_id\":\"" + id + "\",\"label\":1}");
        }
    }

    /** What is labelled must have been written before. */
    private void join() throws IOException {
        awaitScrape(sample -> sample.metric().equals("prediction_log_objects_total") && sample.value() > 0);
        awaitScrape(sample -> sample.metric().equals("prediction_log_waiting_rows") && sample.value() == 0);
        Path metrics = directory.resolve("join.prom");
        Training.join(predictions, store, "--metrics-file", metrics.toString());
        scrapes.add(Exposition.parse(Files.readString(metrics)));
        awaitScrape(sample -> sample.metric().equals("model_quality_labels") && sample.value() > 0);
    }

    /** Their store becomes a file, and they wait until there is no room. */
    private void dropPredictions() throws IOException {
        Path folder = predictions.resolve("predictions");
        Files.move(folder, predictions.resolve("moved"));
        Files.writeString(folder, "no folder");
        String batch = Applicants.batch(Applicants.draw(1_000, 6));
        await().atMost(PATIENCE).until(() -> {
            api.post("/v1/predict/batch", batch);
            return scrape().of("prediction_log_dropped_total").getFirst().value() > 0;
        });
        awaitScrape(sample -> sample.metric().equals("prediction_log_errors_total") && sample.value() > 0);
    }

    private void breakThePointer() throws IOException {
        Path pointer = store.root().resolve("serving/production.json");
        byte[] good = Files.readAllBytes(pointer);
        Files.writeString(pointer, "no pointer");
        awaitScrape(sample ->
                sample.series().equals("model_reload_rejected_total{reason=pointer_corrupt}") && sample.value() > 0);
        Files.delete(pointer);
        Files.createDirectory(pointer);
        awaitScrape(sample -> sample.metric().equals("model_pointer_poll_errors_total") && sample.value() > 0);
        Files.delete(pointer);
        Files.write(pointer, good);
    }

    private void awaitScrape(Predicate<Sample> wanted) {
        await().atMost(PATIENCE).until(() -> scrape().samples().stream().anyMatch(wanted));
    }

    /** From the management port, which no rate limits. */
    private Exposition scrape() {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(management).timeout(PATIENCE).build();
            Exposition scrape = Exposition.parse(
                    client.send(request, BodyHandlers.ofString()).body());
            scrapes.add(scrape);
            return scrape;
        } catch (IOException e) {
            throw new AssertionError("The management port hung up: " + e, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What was exposed at any time, by the service and the trainer. */
    Exposition everything() {
        return scrapes.stream().reduce(new Exposition(List.of()), Exposition::and);
    }

    /** Metrics of which a series changed between two scrapes, or came with another value than 0. */
    Set<String> moved() {
        Set<String> moved = new HashSet<>();
        Map<String, Double> before = new HashMap<>();
        scrapes.forEach(scrape -> scrape.samples().forEach(sample -> {
            double was = before.getOrDefault(sample.series(), 0.0);
            if (!Double.isNaN(sample.value())) {
                before.put(sample.series(), sample.value());
                if (sample.value() != was) {
                    moved.add(sample.metric());
                }
            }
        }));
        return moved;
    }

    @Override
    public void close() {
        client.close();
        api.close();
    }
}
