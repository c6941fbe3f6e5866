package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.Defaults;
import java.math.BigDecimal;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class DriftPropertiesTest {

    @Test
    void theDefaultsAreAllowed() {
        DriftProperties defaults = new DriftProperties(
                Defaults.DRIFT_WINDOW_SIZE,
                BigDecimal.valueOf(Defaults.DRIFT_CHECK_INTERVAL),
                Defaults.DRIFT_MIN_SAMPLE,
                Defaults.DRIFT_ALARM_RATE,
                Defaults.DRIFT_PSI_THRESHOLD,
                Defaults.DRIFT_KS_THRESHOLD,
                Defaults.DRIFT_MEAN_SHIFT_THRESHOLD);

        assertThat(defaults.interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(properties(1_000, "0.25", 200, 0.001, 0.1, 0.1, 0.2).interval())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whatMakesNoSenseIsRefusedByItsName() {
        assertRefused(() -> properties(99, "1", 50, 0.001, 0.1, 0.1, 0.2), "DRIFT_WINDOW_SIZE");
        assertRefused(() -> properties(1_000, "0", 200, 0.001, 0.1, 0.1, 0.2), "DRIFT_CHECK_INTERVAL");
        assertRefused(() -> properties(1_000, "1", 1_001, 0.001, 0.1, 0.1, 0.2), "DRIFT_MIN_SAMPLE");
        assertRefused(() -> properties(1_000, "1", 200, 0, 0.1, 0.1, 0.2), "DRIFT_ALARM_RATE");
        assertRefused(() -> properties(1_000, "1", 200, Double.NaN, 0.1, 0.1, 0.2), "DRIFT_ALARM_RATE");
        assertRefused(() -> properties(1_000, "1", 200, 0.001, -1, 0.1, 0.2), "DRIFT_PSI_THRESHOLD");
        assertRefused(() -> properties(1_000, "1", 200, 0.001, 0.1, 1.5, 0.2), "DRIFT_KS_THRESHOLD");
        assertRefused(() -> properties(1_000, "1", 200, 0.001, 0.1, 0.1, 0), "DRIFT_MEAN_SHIFT_THRESHOLD");
    }

    private static void assertRefused(ThrowingCallable properties, String name) {
        assertThatThrownBy(properties)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name);
    }

    private static DriftProperties properties(
            int window, String interval, int sample, double rate, double psi, double ks, double mean) {
        return new DriftProperties(window, new BigDecimal(interval), sample, rate, psi, ks, mean);
    }
}
