package dev.tryops.api.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.TestModels;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ManualClock;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Reason;
import dev.tryops.registry.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServingMetricsTest {

    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);

    private static final Refusal NOT_APPROVED = new Refusal(Reason.NOT_APPROVED, "on purpose");
    private static final Refusal CORRUPT = new Refusal(Reason.POINTER_CORRUPT, "on purpose");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-02-08T16:00:00Z"));
    private final ServingMetrics metrics = new ServingMetrics(
            meters, new ModelInfoCollector("store", new EnvironmentName("production")), Duration.ofSeconds(300), clock);

    @Test
    void seriesOfAVersionGoAnHourAfterItsEnd() {
        swap(Optional.empty(), V1);
        meters.counter("prediction_requests_total", "model_version", V1.value()).increment();
        swap(Optional.of(V1), V2);

        clock.advance(Duration.ofMinutes(59));
        unchanged();
        assertThat(versionsWithSeries()).containsExactlyInAnyOrder(V1.value(), V2.value());
        assertThat(active(V1)).isZero();

        clock.advance(Duration.ofMinutes(2));
        unchanged();
        assertThat(versionsWithSeries()).containsExactly(V2.value());
        assertThat(active(V2)).isEqualTo(1);
    }

    @Test
    void aVersionThatReturnsWithinTheHourKeepsItsSeries() {
        swap(Optional.empty(), V1);
        swap(Optional.of(V1), V2);
        clock.advance(Duration.ofMinutes(30));
        swap(Optional.of(V2), V1);

        clock.advance(Duration.ofMinutes(61));
        unchanged();

        assertThat(active(V1)).isEqualTo(1);
        assertThat(versionsWithSeries()).doesNotContain(V2.value());
    }

    @Test
    void thePointerCountsAsReadWheneverItWasUnderstood() {
        assertThat(gauge("model_pointer_last_read_timestamp_seconds")).isNaN();
        for (ReloadOutcome outcome : List.of(
                new ReloadOutcome.NothingPromoted(),
                new ReloadOutcome.Swapped(Optional.empty(), V1),
                new ReloadOutcome.Unchanged(),
                new ReloadOutcome.Refused(NOT_APPROVED),
                new ReloadOutcome.BackingOff(NOT_APPROVED),
                new ReloadOutcome.FellBack(NOT_APPROVED, V1))) {
            clock.advance(Duration.ofMinutes(5));

            metrics.record(outcome, Duration.ofMillis(1), new ModelSlot());

            assertThat(gauge("model_pointer_last_read_timestamp_seconds"))
                    .as("%s", outcome)
                    .isEqualTo(clock.instant().getEpochSecond());
        }
    }

    @Test
    void aPointerOutOfReachOrInPiecesWasNotRead() {
        unchanged();
        double before = gauge("model_pointer_last_read_timestamp_seconds");
        for (ReloadOutcome outcome : List.of(
                new ReloadOutcome.Failed("no network"),
                new ReloadOutcome.Refused(CORRUPT),
                new ReloadOutcome.BackingOff(CORRUPT),
                new ReloadOutcome.FellBack(CORRUPT, V1))) {
            clock.advance(Duration.ofMinutes(5));

            metrics.record(outcome, Duration.ofMillis(1), new ModelSlot());

            assertThat(gauge("model_pointer_last_read_timestamp_seconds"))
                    .as("%s", outcome)
                    .isEqualTo(before);
        }
        assertThat(gauge("model_reload_interval_seconds")).isEqualTo(300);
    }

    @Test
    void everyReasonForARefusalIsThereFromTheStart() {
        for (Reason reason : Reason.values()) {
            assertThat(meters.get("model_reload_rejected_total")
                            .tag("reason", reason.code())
                            .counter()
                            .count())
                    .isZero();
        }
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private void swap(Optional<ModelVersion> from, ModelVersion to) {
        metrics.record(new ReloadOutcome.Swapped(from, to), Duration.ofMillis(1), new ModelSlot());
    }

    private void unchanged() {
        metrics.record(new ReloadOutcome.Unchanged(), Duration.ofMillis(1), new ModelSlot());
    }

    private double active(ModelVersion version) {
        return meters.get("model_active")
                .tag("version", version.value())
                .gauge()
                .value();
    }

    private List<String> versionsWithSeries() {
        return meters.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .filter(tag -> tag.getKey().equals("version") || tag.getKey().equals("model_version"))
                .map(tag -> tag.getValue())
                .distinct()
                .toList();
    }
}
