package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanIntervalsTest {

    /** Of a skewed distribution, as losses are. */
    @ParameterizedTest
    @ValueSource(ints = {60, 200, 1_500})
    void holdTheTruthAboutAsOftenAsTheyPromise(int rows) {
        Random random = new Random(2);
        MeanIntervals intervals = new MeanIntervals(1);

        long held = IntStream.range(0, 500)
                .filter(i -> intervals.of(exponential(random, rows), all(rows)).contains(1))
                .count();

        assertThat(held).isBetween(450L, 495L);
    }

    @Test
    void areAsWideAsTheErrorOfTheMean() {
        double[] values = exponential(new Random(3), 100_000);

        ConfidenceInterval interval = new MeanIntervals(1).of(values, all(values.length));

        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 / Math.sqrt(values.length), within(0.002));
        assertThat(new MeanIntervals(1).of(values, all(values.length))).isEqualTo(interval);
    }

    @Test
    void areNotGivenToFewRows() {
        double[] values = exponential(new Random(4), 100);

        assertThat(new MeanIntervals(1).of(values, all(49))).isNull();
        assertThat(new MeanIntervals(1).of(values, all(50))).isNotNull();
    }

    private static double[] exponential(Random random, int rows) {
        return IntStream.range(0, rows)
                .mapToDouble(i -> -Math.log(1 - random.nextDouble()))
                .toArray();
    }

    private static int[] all(int rows) {
        return IntStream.range(0, rows).toArray();
    }
}
