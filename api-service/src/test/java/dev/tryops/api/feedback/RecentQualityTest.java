package dev.tryops.api.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.ModelQuality;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.ModelQuality.Estimate;
import dev.tryops.predictions.ModelQuality.Figures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecentQualityTest {

    @Test
    void weighsDaysByTheirLabels() {
        RecentQuality recent = RecentQuality.of(quality(day(0, 30, 0.9, 0.8), day(40, 10, 0.5, null)))
                .orElseThrow();

        assertThat(recent.labels()).isEqualTo(40);
        assertThat(recent.accuracy()).isCloseTo(0.8, within(1e-12));
        assertThat(recent.rocAuc()).as("of the day that has one").isCloseTo(0.8, within(1e-12));
    }

    @Test
    void looksAtTheNewestSevenDaysThatHaveLabels() {
        Day[] days = IntStream.range(0, 10)
                .mapToObj(day -> day(3 * day, 1, day < 3 ? 0 : 1, 0.5))
                .toArray(Day[]::new);

        RecentQuality recent = RecentQuality.of(quality(days)).orElseThrow();

        assertThat(recent.labels()).isEqualTo(7);
        assertThat(recent.accuracy()).isOne();
    }

    @Test
    void isNothingWithoutLabels() {
        assertThat(RecentQuality.of(quality())).isEmpty();
        assertThat(RecentQuality.of(quality(day(0, 3, 1, null))).orElseThrow().rocAuc())
                .isNaN();
    }

    private static ModelQuality quality(Day... days) {
        return new ModelQuality(new ModelVersion("v20260208_160016_000001"), Instant.EPOCH, List.of(days));
    }

    private static Day day(int after, long labels, double accuracy, @Nullable Double area) {
        return new Day(
                LocalDate.parse("2026-10-01").plusDays(after),
                labels,
                labels,
                new Figures(accuracy, area, 0.4, 0.15, 0.02),
                List.of(),
                new Estimate(0.85, area),
                Instant.EPOCH);
    }
}
