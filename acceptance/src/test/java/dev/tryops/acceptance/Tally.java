package dev.tryops.acceptance;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What became of many requests: the milliseconds of each, by answer. Failures are sentences. */
final class Tally {

    private final Queue<Double> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<Double> refused = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger late = new AtomicInteger();

    void add(int status, long nanos, String answer) {
        switch (status) {
            case 200 -> accepted.add(nanos / 1e6);
            case 503 -> {
                refused.add(nanos / 1e6);
                if (!answer.contains("Retry-After:")) {
                    failures.add("503 without Retry-After");
                }
            }
            default -> failures.add(answer.lines().findFirst().orElse("no answer"));
        }
    }

    void failed(Exception e) {
        failures.add(String.valueOf(e));
    }

    /** A request that was not sent, because all earlier ones of its connection had not been answered. */
    void tooLate() {
        late.incrementAndGet();
    }

    int accepted() {
        return accepted.size();
    }

    int refused() {
        return refused.size();
    }

    int answered() {
        return accepted() + refused();
    }

    Queue<String> failures() {
        return failures;
    }

    double acceptedP99() {
        return percentile(accepted, 0.99);
    }

    double refusedP99() {
        return percentile(refused, 0.99);
    }

    private static double percentile(Queue<Double> all, double share) {
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }

    @Override
    public String toString() {
        double[] ms =
                accepted.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return "accepted %d (p50 %.1f ms, p99 %.1f ms), refused %d (p99 %.1f ms), not sent %d, failed %d"
                .formatted(
                        ms.length,
                        ms.length == 0 ? 0 : ms[ms.length / 2],
                        acceptedP99(),
                        refused(),
                        refusedP99(),
                        late.get(),
                        failures.size());
    }
}
