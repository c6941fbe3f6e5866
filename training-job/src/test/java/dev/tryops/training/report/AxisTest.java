package dev.tryops.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @Test
    void stepsThroughRoundNumbers() {
        assertThat(labels(Axis.ofRates())).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(labels(Axis.covering(-0.07, 0.061, 4))).containsExactly("−0.10", "−0.05", "0", "0.05", "0.10");
        assertThat(labels(Axis.covering(0, 141, 2))).containsExactly("0", "100", "200");
        assertThat(labels(Axis.covering(3, 8_200, 4))).containsExactly("0", "5,000", "10,000");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "1e15, 1e15", "-3e-9, -3e-9", "0, 1e-300", "-1e300, 1e300", "999999999, 1000000000"})
    void coversWhatItIsGivenInFewSteps(double low, double high) {
        Axis axis = Axis.covering(low, high, 5);

        assertThat(axis.low()).isLessThanOrEqualTo(low);
        assertThat(axis.high()).isGreaterThanOrEqualTo(high);
        assertThat(axis.ticks()).hasSizeBetween(2, 13);
        assertThat(labels(axis)).allSatisfy(label -> assertThat(label).hasSizeLessThan(16));
    }

    @Test
    void marksRoundNumbersWithinGivenEnds() {
        Axis axis = Axis.within(-1.54, 1.54, 5);

        assertThat(axis.low()).isEqualTo(-1.54);
        assertThat(labels(axis)).containsExactly("−1.0", "0", "1.0");
    }

    @Test
    void keepsZeroAmongTheTicksThatAreLabelledOnNarrowScreens() {
        Axis axis = Axis.covering(-0.07, 0.061, 4);

        assertThat(axis.ticks().stream().filter(axis::even).map(axis::label)).containsExactly("−0.10", "0", "0.10");
    }

    @Test
    void keepsWhatLiesOutsideAtTheEnds() {
        assertThat(Axis.ofRates().position(7)).isEqualTo(1);
        assertThat(Axis.ofRates().position(-7)).isZero();
        assertThat(Axis.ofRates().position(0.25)).isEqualTo(0.25);
    }

    private static List<String> labels(Axis axis) {
        return axis.ticks().stream().map(axis::label).toList();
    }
}
