package dev.tryops.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.predictions.PredictionLayout.PredictionObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PredictionLayoutTest {

    private static final LocalDate DAY = LocalDate.parse("2026-02-08");

    @Test
    void namesObjectsByDayVersionTimesAndInstance() {
        PredictionObject object = new PredictionObject(
                DAY,
                Predictions.VERSION,
                Instant.parse("2026-02-08T00:00:00.001Z"),
                Instant.parse("2026-02-08T23:59:59.999Z"),
                "0123abcd",
                17);

        assertThat(object.key())
                .isEqualTo("predictions/date=2026-02-08/model_version=v20260208_160016_2b35ca/"
                        + "20260208T000000001-20260208T235959999-0123abcd-17.parquet");
        assertThat(PredictionObject.of(object.key())).contains(object);
    }

    @Test
    void passesOverKeysThatAreNone() {
        assertThat(PredictionObject.of("predictions/date=2026-02-08/x.parquet")).isEmpty();
        assertThat(PredictionObject.of("predictions/date=2026-02-31/model_version=v20260208_160016_2b35ca/"
                        + "20260208T000000001-20260208T235959999-0123abcd-17.parquet"))
                .isEmpty();
    }

    @Test
    void tellsTheDayOfAnIdInUtc() {
        // RFC 9562, appendix A.6
        UUID id = UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");

        assertThat(PredictionLayout.timeOf(id)).isEqualTo("2022-02-22T19:22:22Z");
        assertThat(PredictionLayout.dayOf(id)).isEqualTo("2022-02-22");
    }

    @Test
    void namesFeedbackByThePredictionsDayAndQualityByVersion() {
        String key = PredictionLayout.feedback(DAY, "ab".repeat(32));

        assertThat(key).isEqualTo("feedback/date=2026-02-08/" + "ab".repeat(32) + ".json");
        assertThat(PredictionLayout.dayOfFeedback(key)).contains(DAY);
        assertThat(PredictionLayout.dayOfFeedback("feedback/date=2026-02-08/other.json"))
                .isEmpty();
        assertThat(PredictionLayout.quality(Predictions.VERSION)).isEqualTo("quality/v20260208_160016_2b35ca.json");
    }
}
