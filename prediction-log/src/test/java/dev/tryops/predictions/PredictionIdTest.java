package dev.tryops.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionIdTest {

    /** The example of RFC 9562, appendix A.6: 2022-02-22, 14:22:22 in New York. */
    private static final String EXAMPLE = "017F22E2-79B0-7CC3-98C4-DC0C0C07398F";

    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

    @Test
    void tellsTheTimeAndTheDay() {
        PredictionId id = PredictionId.drawnUntil(NOW, EXAMPLE).orElseThrow();

        assertThat(id.time()).isEqualTo(Instant.parse("2022-02-22T19:22:22Z"));
        assertThat(id.day()).isEqualTo(LocalDate.parse("2022-02-22"));
    }

    @Test
    void mayBeAMinuteAheadAndNotMore() {
        Instant time = Instant.parse("2022-02-22T19:22:22Z");

        assertThat(PredictionId.drawnUntil(time.minusSeconds(60), EXAMPLE)).isPresent();
        assertThat(PredictionId.drawnUntil(time.minusMillis(60_001), EXAMPLE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "017F22E2-79B0-4CC3-98C4-DC0C0C07398F",
                "017F22E2-79B0-7CC3-78C4-DC0C0C07398F",
                "017F22E279B07CC398C4DC0C0C07398F",
                "{017F22E2-79B0-7CC3-98C4-DC0C0C07398F}",
                "017F22E2-79B0-7CC3-98C4-DC0C0C07398",
                "1-1-7001-8001-1",
                "017F22E2-79B0-7CC3-98C4-DC0C0C07398\u0660",
                "ffffffff-ffff-7fff-bfff-ffffffffffff"
            })
    void isNothingElse(String text) {
        assertThat(PredictionId.drawnUntil(NOW, text)).isEqualTo(Optional.empty());
    }
}
