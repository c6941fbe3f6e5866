package dev.tryops.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of everything a run measures.
 *
 * @param rounds of everything that is interleaved
 * @param wrk whole seconds of load per route and round
 * @param latency open-loop load per route and round
 * @param batch load per batch shape and round
 * @param warmUp load per route before anything is measured
 * @param swapWindow load with, and load without, swaps per round
 * @param swapsPerWindow how many swaps are spread over such a load
 * @param swaps in all, at which the growth of memory is read
 * @param starts of every way to start
 * @param microIterations JMH's, of {@code microLength} each
 * @param limit after which no further round begins
 */
record Plan(
        boolean documented,
        int rounds,
        int wrk,
        Duration latency,
        Duration batch,
        Duration warmUp,
        Duration swapWindow,
        int swapsPerWindow,
        int swaps,
        int starts,
        int microIterations,
        Duration microLength,
        Duration limit) {

    /** The run that documents cite, or the quick one, which shows that everything works. */
    static @Nullable Plan named(String name) {
        return switch (name) {
            case "", "full" -> full();
            case "quick" -> quick();
            default -> null;
        };
    }

    private static Plan full() {
        return new Plan(
                true,
                7,
                3,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                29,
                1_000,
                7,
                7,
                Duration.ofMillis(400),
                Duration.ofMinutes(12));
    }

    private static Plan quick() {
        return new Plan(
                false,
                3,
                1,
                Duration.ofMillis(500),
                Duration.ofMillis(150),
                Duration.ofSeconds(1),
                Duration.ofMillis(1_200),
                6,
                40,
                1,
                2,
                Duration.ofMillis(100),
                Duration.ofSeconds(140));
    }
}
