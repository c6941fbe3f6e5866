package dev.tryops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PopulationStabilityTest {

    @Test
    void agreesWithAKnownNumber() {
        double[] expected = {0.1, 0.2, 0.4, 0.2, 0.1};
        double[] actual = {0.05, 0.15, 0.35, 0.25, 0.2};

        assertThat(PopulationStability.ofShares(expected, actual)).isCloseTo(0.13618992790351747, within(1e-15));
    }

    @Test
    void countsAreSmoothedByHalfARowPerBin() {
        double byHand = (3.5 / 6.5 - 1.5 / 6.5) * Math.log(3.5 / 1.5)
                + (0.5 / 6.5 - 3.5 / 6.5) * Math.log(0.5 / 3.5)
                + (2.5 / 6.5 - 1.5 / 6.5) * Math.log(2.5 / 1.5);

        assertThat(PopulationStability.index(new long[] {1, 3, 1}, new long[] {3, 0, 2}))
                .isCloseTo(byHand, within(1e-15));
    }

    @Test
    void isNothingBetweenEqualSharesAndFiniteBetweenDisjointOnes() {
        assertThat(PopulationStability.index(new long[] {10, 20}, new long[] {10, 20}))
                .isZero();
        assertThat(PopulationStability.index(new long[] {1_000, 0}, new long[] {0, 1_000}))
                .isFinite()
                .isGreaterThan(10);
    }

    @Test
    void binsMustBeTheSame() {
        assertThatThrownBy(() -> PopulationStability.index(new long[2], new long[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3");
    }
}
