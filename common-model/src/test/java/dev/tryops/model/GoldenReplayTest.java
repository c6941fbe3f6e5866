package dev.tryops.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.registry.TestBundles;
import org.junit.jupiter.api.Test;

class GoldenReplayTest {

    private final GoldenReplay replay = GoldenReplay.of(TestBundles.metadata(TestBundles.version(1)));
    private final double expected =
            TestBundles.metadata(TestBundles.version(1)).goldenRows().getFirst().expectedProbability();

    @Test
    void laysTheRowsOutInSchemaOrder() {
        assertThat(replay.inputs())
                .singleElement()
                .satisfies(row -> assertThat(row.numbers()).containsExactly(45, 0.35f));
    }

    @Test
    void acceptsWhatTheTrainerComputed() {
        assertThat(replay.fault(answer(expected + 9e-6))).isEmpty();
    }

    @Test
    void findsARuntimeThatComputesSomethingElse() {
        assertThat(replay.fault(answer(expected + 1.1e-5)))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("Golden row 0 gives"));
        assertThat(replay.fault(answer(Double.NaN))).isPresent();
    }

    private static double[][] answer(double positive) {
        return new double[][] {{1 - positive, positive}};
    }
}
