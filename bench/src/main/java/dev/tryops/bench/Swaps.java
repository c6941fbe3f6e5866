package dev.tryops.bench;

import dev.tryops.bench.LoadClient.Target;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ServingPointer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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

    /** What a swap takes of a processor, about; for comparison, this process computes as long and as often. */
    private static final long BUSY_NANOS = 9_000_000;

    private static final Duration LONGEST = Duration.ofSeconds(100);
    private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(10);

    private final Run run;
    private final TrainedStore store;
    private final ServerProcess server;
    private final List<ModelVersion> versions;
    private final List<Double> with = new ArrayList<>();
    private final List<Double> without = new ArrayList<>();
    private final List<Double> besideOthers = new ArrayList<>();
    private final List<MemoryGrowth.Point> memory = new ArrayList<>();
    private int swaps;
    private int swapsUnderMeasurement;

    Swaps(Run run, TrainedStore store, ServerProcess server) {
        this.run = run;
        this.store = store;
        this.server = server;
        this.versions = store.versions();
    }

    /** Loads predict at {@code perSecond}: alone, with swaps, and while something else computes as long. */
    void measureLatency(byte[] body, double perSecond) throws IOException {
        Target target = server.post("/v1/predict", body);
        LoadClient.closedLoop(target, CONNECTIONS, run.plan.warmUp());
        swapFor(Duration.ofSeconds(1), SETTLED);
        run.rounds("latency under swaps", run.plan.rounds(), round -> {
            List<Beside> order = new ArrayList<>(List.of(Beside.values()));
            Collections.rotate(order, round);
            for (Beside beside : order) {
                switch (beside) {
                    case NOTHING -> without.add(p99(target, perSecond, () -> {}));
                    case SWAPS -> with.add(p99(target, perSecond, this::swapMeasured));
                    case COMPUTING -> besideOthers.add(p99(target, perSecond, this::compute));
                }
            }
        });
    }

    private double p99(Target target, double perSecond, Work beside) throws IOException {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<LoadClient.Result> load =
                    other.submit(() -> LoadClient.openLoop(target, CONNECTIONS, run.plan.swapWindow(), perSecond));
            beside.run();
            return load.get().millisAt(99);
        } catch (ExecutionException e) {
            throw new IOException("The load under swaps failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted under swaps", e);
        }
    }

    private void swapMeasured() throws IOException {
        int before = swaps;
        swapFor(run.plan.swapWindow(), run.plan.swapsPerWindow());
        swapsUnderMeasurement += swaps - before;
    }

    /** At most {@code count} swaps, each followed before the next; fewer if the server is slow. */
    private void swapFor(Duration window, int count) throws IOException {
        try (HttpConnection connection = new HttpConnection(server.port())) {
            spread(window, count, () -> swap(connection));
        }
    }

    private void compute() throws IOException {
        spread(run.plan.swapWindow(), run.plan.swapsPerWindow(), () -> {
            long end = System.nanoTime() + BUSY_NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
    }

    /** Does {@code work} {@code count} times, evenly spread; less often if the window is over before. */
    private static void spread(Duration window, int count, Work work) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < count && System.nanoTime() - start < window.toNanos(); i++) {
            long early = start + i * window.toNanos() / count - System.nanoTime();
            ServerProcess.pause(Math.max(0, early / 1_000_000));
            work.run();
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
        Samples alone = new Samples(without);
        Samples ratio = new Samples(with).over(alone);
        String against = "without, " + Line.number(alone.median()) + " ms";
        report.add(Line.judged(
                "p99 during %d swaps, upper 95 %% bound".formatted(swapsUnderMeasurement),
                Line.number(new Samples(with).median()) + " ms",
                against + "; median ratio " + Line.number(ratio.median()),
                ratio,
                ratio.upperBound95(),
                Goal.atMost(1.25, 1.1)));
        Samples others = new Samples(besideOthers);
        report.add(Line.of(
                "p99 while another process computes %d ms as often".formatted(BUSY_NANOS / 1_000_000),
                Line.number(others.median()) + " ms",
                against,
                others.over(alone)));
        report.add(new MemoryGrowth(memory).line());
    }

    private enum Beside {
        NOTHING,
        SWAPS,
        COMPUTING
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
