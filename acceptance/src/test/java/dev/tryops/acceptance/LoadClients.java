package dev.tryops.acceptance;

import dev.tryops.model.ModelVersion;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Clients that predict without pause and never retry. Every answer is held against what its version really computes;
 * whatever is wrong is a failure with a sentence.
 */
final class LoadClients implements AutoCloseable {

    private static final double TOLERANCE = 1e-5;
    private static final int MAX_REQUESTS = 5_000_000;

    private final Function<String, HttpResponse<String>> predict;
    private final Store store;
    private final Map<String, ? extends Number> row;
    private final String body;

    private final ExecutorService threads;
    private final Clocks clocks = new Clocks();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Double> expected = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> answersByVersion = new ConcurrentHashMap<>();
    private volatile boolean stop;

    LoadClients(int clients, Api api, Store store, Map<String, ? extends Number> row) {
        this(clients, api::predict, store, row);
    }

    /** {@code predict} sends a body to where predictions are answered. */
    LoadClients(
            int clients,
            Function<String, HttpResponse<String>> predict,
            Store store,
            Map<String, ? extends Number> row) {
        this.predict = predict;
        this.store = store;
        this.row = row;
        this.body = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(Map.of("features", row));
        this.threads = Executors.newFixedThreadPool(clients);
        for (int i = 0; i < clients; i++) {
            threads.submit(this::run);
        }
    }

    private void run() {
        while (!stop && requests.get() < MAX_REQUESTS) {
            int number = sent.incrementAndGet();
            Instant sentAt = Instant.now();
            long start = System.nanoTime();
            try {
                check(predict.apply(body));
            } catch (Throwable e) {
                failures.add("Request %d, sent at %s, failed after %.1f ms, at %s: %s"
                        .formatted(number, sentAt, (System.nanoTime() - start) / 1e6, Instant.now(), causes(e)));
            }
            clocks.look();
            requests.incrementAndGet();
        }
    }

    private static String causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(String::valueOf)
                .collect(Collectors.joining("; because of "));
    }

    private void check(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            failures.add(response.statusCode() + " " + response.body());
            return;
        }
        JsonNode json = Api.json(response);
        String version = json.required("model_version").asString();
        double truth = expected.computeIfAbsent(version, v -> store.probability(new ModelVersion(v), row));
        double answer = json.required("prediction").asDouble();
        if (!(Math.abs(answer - truth) <= TOLERANCE)) {
            failures.add(version + " answered " + answer + ", it computes " + truth);
        }
        if (!version.equals(response.headers().firstValue("X-Model-Version").orElse(""))) {
            failures.add("Header and body name different versions: "
                    + response.headers().map());
        }
        answersByVersion.computeIfAbsent(version, v -> new AtomicInteger()).incrementAndGet();
    }

    int requests() {
        return requests.get();
    }

    int answersOf(ModelVersion version) {
        AtomicInteger count = answersByVersion.get(version.value());
        return count == null ? 0 : count.get();
    }

    Set<String> versionsSeen() {
        return answersByVersion.keySet();
    }

    /** If there are any, also whether the clock was set meanwhile. */
    List<String> failures() {
        List<String> all = new ArrayList<>(failures);
        if (!all.isEmpty()) {
            clocks.apart().ifPresent(all::addFirst);
        }
        return all;
    }

    @Override
    public void close() {
        stop = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                failures.add("A request was never answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
