package dev.tryops.api.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What this process has answered since it started, as its meters count it: totals only, so that readers may come and go. */
final class Traffic {

    private static final double NANOS = 1e9;

    private final MeterRegistry meters;
    private final LongSupplier nanoTime;
    private final long start;
    private final String instance =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

    /** {@code nanoTime} is a clock that is never set, as {@link System#nanoTime()}. */
    Traffic(MeterRegistry meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    Totals totals(Instant now) {
        Map<String, Sum> sums = new TreeMap<>();
        for (Timer timer : meters.find("http.server.requests").timers()) {
            String method = String.valueOf(timer.getId().getTag("method"));
            String route = String.valueOf(timer.getId().getTag("uri"));
            sums.computeIfAbsent(method + " " + route, key -> new Sum(method, route))
                    .add(timer);
        }
        double uptime = (nanoTime.getAsLong() - start) / NANOS;
        return new Totals(
                now,
                instance,
                uptime,
                bounds(sums),
                sums.values().stream().map(sum -> sum.total(rows(sum.route))).toList());
    }

    /** Timers have the same bounds, or none where no bucket was configured. */
    private static List<Double> bounds(Map<String, Sum> sums) {
        return sums.values().stream()
                .map(sum -> sum.bounds)
                .max(Comparator.comparingInt(bounds -> bounds.length))
                .map(bounds -> Arrays.stream(bounds).boxed().toList())
                .orElse(List.of());
    }

    /** Rows that a route has predicted; negative if it predicts none. */
    private double rows(String route) {
        List<Counter> counters = new ArrayList<>(meters.find("prediction_requests_total")
                .tags(List.of(Tag.of("endpoint", route)))
                .counters());
        return counters.isEmpty()
                ? -1
                : counters.stream()
                        .filter(counter -> Objects.equals(counter.getId().getTag("status"), "success"))
                        .mapToDouble(Counter::count)
                        .sum();
    }

    /** The timers of a route, one for each status, added up. */
    private static final class Sum {

        private final String method;
        private final String route;
        private double[] bounds = new double[0];
        private long[] cumulative = new long[0];
        private long count;
        private long clientErrors;
        private long serverErrors;
        private double seconds;

        Sum(String method, String route) {
            this.method = method;
            this.route = route;
        }

        void add(Timer timer) {
            CountAtBucket[] buckets = timer.takeSnapshot().histogramCounts();
            if (bounds.length == 0) {
                bounds = Arrays.stream(buckets)
                        .mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS))
                        .toArray();
                cumulative = new long[buckets.length];
            }
            for (int i = 0; i < Math.min(buckets.length, cumulative.length); i++) {
                cumulative[i] += (long) buckets[i].count();
            }
            String outcome = String.valueOf(timer.getId().getTag("outcome"));
            count += timer.count();
            clientErrors += outcome.equals("CLIENT_ERROR") ? timer.count() : 0;
            serverErrors += outcome.equals("SERVER_ERROR") ? timer.count() : 0;
            seconds += timer.totalTime(TimeUnit.SECONDS);
        }

        RouteTotal total(double rows) {
            List<Long> buckets = Arrays.stream(cumulative).boxed().toList();
            return new RouteTotal(
                    method,
                    route,
                    rows >= 0,
                    count,
                    Math.max(0, Math.round(rows)),
                    clientErrors,
                    serverErrors,
                    seconds,
                    buckets);
        }
    }

    /**
     * @param instance drawn when the process started: totals of two instances have nothing to do with each other
     * @param uptimeSeconds since this began to count, by a clock that nobody sets
     * @param bucketsSeconds upper bounds, ascending; what took longer is in the count alone
     */
    record Totals(
            Instant at, String instance, double uptimeSeconds, List<Double> bucketsSeconds, List<RouteTotal> routes) {}

    /**
     * @param predicts whether the route answers predictions
     * @param rows predicted rows, more than requests where batches are sent
     * @param buckets answers up to each bound, cumulative
     */
    record RouteTotal(
            String method,
            String route,
            boolean predicts,
            long requests,
            long rows,
            long clientErrors,
            long serverErrors,
            double seconds,
            List<Long> buckets) {}
}
