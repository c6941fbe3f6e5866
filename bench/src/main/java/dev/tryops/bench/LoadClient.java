package dev.tryops.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Loads one route over kept-alive connections, each with a thread of its own. At a given rate requests have a schedule,
 * and latency counts from the scheduled moment: a server that stalls is charged for all whom it keeps waiting.
 */
final class LoadClient {

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;

    private LoadClient() {}

    /** As many requests as the server answers, each connection sending the next when it has read the last. */
    static Result closedLoop(Target target, int connections, Duration length) throws IOException {
        return run(target, connections, length, 0);
    }

    /** {@code perSecond} requests a second, evenly spread, whatever the server does. */
    static Result openLoop(Target target, int connections, Duration length, double perSecond) throws IOException {
        return run(target, connections, length, perSecond);
    }

    private static Result run(Target target, int connections, Duration length, double perSecond) throws IOException {
        double interval = perSecond > 0 ? 1e9 / perSecond : 0;
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        long end = start + length.toNanos();
        List<Future<Histogram>> running = new ArrayList<>();
        Histogram all = new Histogram(LONGEST_NANOS, DIGITS);
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                Schedule schedule = new Schedule(start + (long) (i * interval), connections * interval, end);
                running.add(threads.submit(() -> send(target, schedule)));
            }
            for (Future<Histogram> one : running) {
                all.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("The load on " + target.path() + " failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted under load", e);
        }
        return new Result(all, (System.nanoTime() - start) / 1e9);
    }

    private static Histogram send(Target target, Schedule schedule) throws IOException {
        Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
        try (HttpConnection connection = new HttpConnection(target.port())) {
            waitUntil(schedule.start);
            for (long k = 0; ; k++) {
                long due = schedule.interval > 0 ? schedule.start + (long) (k * schedule.interval) : System.nanoTime();
                if (due >= schedule.end) {
                    return latencies;
                }
                waitUntil(due);
                int status = connection.exchange(target.request());
                if (status != 200) {
                    throw new IOException(target.path() + " answered " + status + ": " + connection.body());
                }
                latencies.recordValue(Math.clamp(System.nanoTime() - due, 0, LONGEST_NANOS));
                connection.renew();
            }
        }
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private record Schedule(long start, double interval, long end) {}

    /** Where to send what. */
    record Target(int port, String path, byte[] request) {}

    /** Latencies in nanoseconds, and for how many seconds they were collected. */
    record Result(Histogram latencies, double seconds) {

        long requests() {
            return latencies.getTotalCount();
        }

        double perSecond() {
            return requests() / seconds;
        }

        double millisAt(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e6;
        }
    }
}
