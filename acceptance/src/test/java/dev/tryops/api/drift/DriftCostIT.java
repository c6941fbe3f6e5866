package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What watching costs: a row on the request's thread, and a check on its own. */
@Tag("faults")
class DriftCostIT {

    private static final int CHECKS = 50;

    @ParameterizedTest
    @ValueSource(ints = {5, 200, 2_000})
    void isSmallForWideModelsToo(int features) {
        Population population = new Sensors(features);
        try (Deployment deployment = Deployment.trainedOn(population, 1_000, 1)) {
            Watch watch = deployment.watch(FalseAlarms.properties(1_000));
            Random random = new Random(2);
            double longest = 0;
            double last = 0;
            for (int check = 0; check < CHECKS; check++) {
                deployment.answer(watch, population, 200, random, UnaryOperator.identity());
                long start = System.nanoTime();
                watch.check(Instant.EPOCH);
                last = (System.nanoTime() - start) / 1e6;
                longest = Math.max(longest, last);
            }
            double single = deployment.microsecondsToCount(1, 20_000_000 / features / 10);
            double batch = deployment.microsecondsToCount(100, 20_000_000 / features / 1_000);
            System.out.printf(
                    "%,d features: a check %.1f ms, the longest %.1f ms; a row %.2f µs alone, %.2f µs in a batch of 100%n",
                    features, last, longest, single, batch);
            assertThat(last).isLessThan(500);
        }
    }
}
