package dev.tryops.bench;

import dev.tryops.bench.LoadClient.Target;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ServingPointer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What hot swaps do to latency, and to memory in the long run. */
final class Swaps {

    /** Looks often, so that a swap follows its promotion at once; the heap is touched, so that growth is a leak. */
    static final String RELOAD_SECONDS = "0.02";

    static final String TOUCHED = "-XX:+AlwaysPreTouch";

    private static final int CONNECTIONS = 16;
    private static final int BACKGROUND_RATE = 200;
    private static final int SETTLED = 5;
    private static final Duration LONGEST = Duration.ofSeconds(100);
    private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(10);

    private final Run run;
    private final TrainedStore store;
    private final ServerProcess server;
    private final List<ModelVersion> versions;
    private final List<Double> with = new ArrayList<>();
    private final List<Double> without = new ArrayList<>();
    private final List<MemoryGrowth.Point> memory = new ArrayList<>();
    private int swaps;
    private int swapsUnderMeasurement;

    Swaps(Run run, TrainedStore store, ServerProcess server) {
        this.run = run;
        this.store = store;
        this.server = server;
        this.versions = store.versions();
    }

    /** Loads predict at {@code perSecond}, now with swaps and now without. */
    void measureLatency(byte[] body, double perSecond) throws IOException {
        Target target = server.post("/v1/predict", body);
        LoadClient.closedLoop(target, CONNECTIONS, run.plan.warmUp());
        swapFor(Duration.ofSeconds(1), SETTLED);
        run.rounds("latency under swaps", run.plan.rounds(), round -> {
            for (boolean swapping : round % 2 == 0 ? List.of(false, true) : List.of(true, false)) {
                LoadClient.Result result = swapping
                        ? underSwaps(target, perSecond)
                        : LoadClient.openLoop(target, CONNECTIONS, run.plan.swapWindow(), perSecond);
                (swapping ? with : without).add(result.millisAt(99));
            }
        });
    }

    private LoadClient.Result underSwaps(Target target, double perSecond) throws IOException {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<LoadClient.Result> load =
                    other.submit(() -> LoadClient.openLoop(target, CONNECTIONS, run.plan.swapWindow(), perSecond));
            int before = swaps;
            swapFor(run.plan.swapWindow(), run.plan.swapsPerWindow());
            swapsUnderMeasurement += swaps - before;
            return load.get();
        } catch (ExecutionException e) {
            throw new IOException("The load under swaps failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted under swaps", e);
        }
    }

    /** At most {@code count} swaps, evenly spread, each followed before the next; fewer if the server is slow. */
    private void swapFor(Duration window, int count) throws IOException {
        long start = System.nanoTime();
        try (HttpConnection connection = new HttpConnection(server.port())) {
            for (int i = 0; i < count && System.nanoTime() - start < window.toNanos(); i++) {
                long early = start + i * window.toNanos() / count - System.nanoTime();
                ServerProcess.pause(Math.max(0, early / 1_000_000));
                swap(connection);
            }
        }
    }

    private void swap(HttpConnection connection) throws IOException {
        ServingPointer now = store.promote(versions.get(swaps % versions.size()));
        String promoted = "\"promoted_at\":\"" + now.promotedAt() + "\"";
        long end = System.nanoTime() + FOLLOWED_WITHIN.toNanos();
        byte[] info = HttpConnection.get("/v1/model/info");
        while (connection.exchange(info) != 200 || !connection.body().contains(promoted)) {
            if (System.nanoTime() > end) {
                throw new IOException("The server does not follow the pointer: " + connection.body());
            }
            ServerProcess.pause(2);
        }
        swaps++;
    }

    /** Swaps on, as fast as the server follows and under little load, and watches its memory. */
    void measureMemory(byte[] body) throws IOException {
        Target target = server.post("/v1/predict", body);
        run.optionalRounds("memory over swaps", 1, round -> {
            long end = System.nanoTime() + LONGEST.toNanos();
            try (HttpConnection connection = new HttpConnection(server.port())) {
                while (swaps < run.plan.swaps() && System.nanoTime() < end && !run.isOver()) {
                    memory.add(new MemoryGrowth.Point(swaps, server.rssKilobytes()));
                    LoadClient.openLoop(target, 1, Duration.ofMillis(20), BACKGROUND_RATE);
                    for (int i = 0; i < 10; i++) {
                        swap(connection);
                    }
                }
            }
            memory.add(new MemoryGrowth.Point(swaps, server.rssKilobytes()));
        });
    }

    void report(Report report) {
        Samples ratio = new Samples(with).over(new Samples(without));
        report.add(Line.judged(
                "p99 during %d swaps, upper 95 %% bound".formatted(swapsUnderMeasurement),
                Line.number(new Samples(with).median()) + " ms",
                "without, %s ms; median ratio %s"
                        .formatted(Line.number(new Samples(without).median()), Line.number(ratio.median())),
                ratio,
                ratio.upperBound95(),
                Goal.atMost(1.25, 1.1)));
        report.add(new MemoryGrowth(memory).line());
    }
}
