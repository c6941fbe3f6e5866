package dev.tryops.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void givesFourSignificantDigitsInAnyUnit() {
        assertThat(Figures.value(0)).isEqualTo("0");
        assertThat(Figures.value(0.000123456)).isEqualTo("0.0001235");
        assertThat(Figures.value(-3364.2)).isEqualTo("−3,364");
        assertThat(Figures.value(999.96)).isEqualTo("1,000");
        assertThat(Figures.value(-41.70)).isEqualTo("−41.7");
        assertThat(Figures.value(52_380.4)).isEqualTo("52,380");
        assertThat(Figures.value(1.5e12)).isEqualTo("1.50e12");
        assertThat(Figures.value(-2.5e-7)).isEqualTo("−2.50e−7");
        assertThat(Figures.value(Double.NaN)).isEqualTo("–");
    }

    @Test
    void signsDifferencesButNotZero() {
        assertThat(Figures.signed(0.0383)).isEqualTo("+0.0383");
        assertThat(Figures.signed(-0.0383)).isEqualTo("−0.0383");
        assertThat(Figures.signed(-0.00001)).isEqualTo("0.0000");
        assertThat(Figures.signed(0.00001)).isEqualTo("0.0000");
        assertThat(Figures.signed(Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    @Test
    void neverRoundsSomethingToNothing() {
        assertThat(Figures.percent(1, 1_000_000)).isEqualTo("< 0.1\u00A0%");
        assertThat(Figures.percent(999_999, 1_000_000)).isEqualTo("> 99.9\u00A0%");
        assertThat(Figures.percent(0, 5)).isEqualTo("0\u00A0%");
        assertThat(Figures.percent(5, 5)).isEqualTo("100\u00A0%");
        assertThat(Figures.percent(1, 0)).isEqualTo("–");
    }

    @Test
    void namesDurationsInTheUnitThatFits() {
        assertThat(Figures.duration(Duration.ofMillis(8_430))).isEqualTo("8.4 s");
        assertThat(Figures.duration(Duration.ofSeconds(83))).isEqualTo("1 min 23 s");
        assertThat(Figures.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    }
}
