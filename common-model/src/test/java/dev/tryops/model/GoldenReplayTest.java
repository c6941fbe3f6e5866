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
        assertThat(replay.inputs()).isDeepEqualTo(new float[][] {{45, 0.35f}});
    }

    @Test
    void acceptsWhatTheTrainerComputed() {
        assertThat(replay.fault(new double[] {expected + 9e-6})).isEmpty();
    }

    @Test
    void findsARuntimeThatComputesSomethingElse() {
        assertThat(replay.fault(new double[] {expected + 1.1e-5}))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("Golden row 0 gives"));
        assertThat(replay.fault(new double[] {Double.NaN})).isPresent();
    }
}
