package dev.tryops.bench;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of everything a run measures.
 *
 * @param serving whether the service is measured
 * @param monitoring whether what monitoring costs the service is measured
 * @param training what is trained, if the training job is measured
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
 * @param limit after which no further round of serving begins
 */
record Plan(
        boolean documented,
        boolean serving,
        boolean monitoring,
        Optional<TrainingPlan> training,
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

    /** The run that documents cite, one part of it, or the quick one, which shows that everything works. */
    static @Nullable Plan named(String name) {
        return switch (name) {
            case "", "full" -> full(true, true, Optional.of(TrainingPlan.full()));
            case "serving" -> full(true, false, Optional.empty());
            case "training" -> full(false, false, Optional.of(TrainingPlan.full()));
            case "monitoring" -> full(false, true, Optional.empty());
            case "quick" -> quick();
            default -> null;
        };
    }

    private static Plan full(boolean serving, boolean monitoring, Optional<TrainingPlan> training) {
        return new Plan(
                true,
                serving,
                monitoring,
                training,
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
                true,
                true,
                Optional.of(TrainingPlan.quick()),
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
