package dev.tryops.api.serving;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The series about models and reloads. Those of a version that no longer serves stay for an hour, so that the last
 * scrape sees their end, and are then removed: their number does not grow with the number of versions.
 */
final class ServingMetrics {

    private static final Duration AFTERLIFE = Duration.ofHours(1);
    private static final String ACTIVE = "model_active";

    private final MeterRegistry meters;
    private final ModelInfoCollector info;
    private final Clock clock;

    private final Map<Served, AtomicInteger> active = new LinkedHashMap<>();
    private final Map<ModelVersion, Instant> ended = new LinkedHashMap<>();
    private final AtomicReference<Optional<Instant>> promotedAt = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Instant>> readAt = new AtomicReference<>(Optional.empty());

    /** @param interval between two looks at the pointer: only with it can an alert tell when one is missing */
    ServingMetrics(MeterRegistry meters, ModelInfoCollector info, Duration interval, Clock clock) {
        this.meters = meters;
        this.info = info;
        this.clock = clock;
        Gauge.builder("model_pointer_age_seconds", promotedAt, this::age)
                .description("Seconds since the serving pointer was promoted")
                .register(meters);
        Gauge.builder("onnx_sessions_open", OnnxModel::openSessions)
                .description("ONNX Runtime sessions that are open in this process")
                .register(meters);
        Gauge.builder("model_pointer_last_read_timestamp_seconds", readAt, ServingMetrics::seconds)
                .description("When the serving pointer was last read and understood, in seconds since 1970")
                .register(meters);
        Gauge.builder("model_reload_interval_seconds", () -> interval.toMillis() / 1000.0)
                .description("Seconds between two looks at the serving pointer")
                .register(meters);
        meters.counter("model_pointer_poll_errors_total");
        // From the start on, so that the first refusal is an increase.
        for (Reason reason : Reason.values()) {
            rejected(reason);
        }
    }

    private static double seconds(AtomicReference<Optional<Instant>> at) {
        return at.get().map(t -> t.toEpochMilli() / 1000.0).orElse(Double.NaN);
    }

    private Counter rejected(Reason reason) {
        return meters.counter("model_reload_rejected_total", "reason", reason.code());
    }

    private double age(AtomicReference<Optional<Instant>> at) {
        return at.get()
                .map(t -> Duration.between(t, clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    void record(ReloadOutcome outcome, Duration took, ModelSlot slot) {
        if (wasRead(outcome)) {
            readAt.set(Optional.of(clock.instant()));
        }
        switch (outcome) {
            case ReloadOutcome.Unchanged u -> {}
            case ReloadOutcome.NothingPromoted n -> {}
            case ReloadOutcome.BackingOff b -> {}
            case ReloadOutcome.Failed f -> {
                meters.counter("model_pointer_poll_errors_total").increment();
                timer("failed").record(took);
            }
            case ReloadOutcome.Refused r -> {
                rejected(r.refusal().reason()).increment();
                timer("refused").record(took);
            }
            case ReloadOutcome.FellBack f -> {
                rejected(f.refusal().reason()).increment();
                timer("refused").record(took);
                swapped(Optional.empty(), new Served(f.to(), ServingModel.Role.FALLBACK), slot);
            }
            case ReloadOutcome.Swapped s -> {
                timer("swapped").record(took);
                swapped(s.from(), new Served(s.to(), ServingModel.Role.CURRENT), slot);
            }
        }
        removeOldSeries();
    }

    /** What is refused for any other reason was read, and understood. */
    private static boolean wasRead(ReloadOutcome outcome) {
        return switch (outcome) {
            case ReloadOutcome.Unchanged u -> true;
            case ReloadOutcome.NothingPromoted n -> true;
            case ReloadOutcome.Swapped s -> true;
            case ReloadOutcome.Failed f -> false;
            case ReloadOutcome.Refused r -> r.refusal().reason() != Reason.POINTER_CORRUPT;
            case ReloadOutcome.FellBack f -> f.refusal().reason() != Reason.POINTER_CORRUPT;
            case ReloadOutcome.BackingOff b -> b.refusal().reason() != Reason.POINTER_CORRUPT;
        };
    }

    private Timer timer(String outcome) {
        return Timer.builder("model_reload_duration").tag("outcome", outcome).register(meters);
    }

    private void swapped(Optional<ModelVersion> before, Served now, ModelSlot slot) {
        String from = before.map(ModelVersion::value).orElse("none");
        meters.counter(
                        "model_reload_total",
                        "from_version",
                        from,
                        "to_version",
                        now.version().value())
                .increment();
        active.forEach((served, value) -> value.set(served.equals(now) ? 1 : 0));
        gauge(now).set(1);
        before.filter(v -> !v.equals(now.version())).ifPresent(v -> ended.put(v, clock.instant()));
        ended.remove(now.version());
        info.show(now.version());
        slot.use(model -> model.pointer().pointer().promotedAt()).ifPresent(at -> promotedAt.set(Optional.of(at)));
    }

    private AtomicInteger gauge(Served served) {
        return active.computeIfAbsent(served, s -> {
            AtomicInteger value = new AtomicInteger();
            Gauge.builder(ACTIVE, value, AtomicInteger::get)
                    .tag("version", s.version().value())
                    .tag("role", s.role().name().toLowerCase(Locale.ROOT))
                    .register(meters);
            return value;
        });
    }

    /** A version in one of its roles: what has a series of its own. */
    private record Served(ModelVersion version, ServingModel.Role role) {}

    private void removeOldSeries() {
        Instant limit = clock.instant().minus(AFTERLIFE);
        for (Iterator<Map.Entry<ModelVersion, Instant>> it = ended.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<ModelVersion, Instant> entry = it.next();
            if (entry.getValue().isBefore(limit)) {
                removeSeriesOf(entry.getKey());
                active.keySet().removeIf(served -> served.version().equals(entry.getKey()));
                it.remove();
            }
        }
    }

    private void removeSeriesOf(ModelVersion version) {
        meters.getMeters().stream()
                .filter(meter -> mentions(meter, version.value()))
                .toList()
                .forEach(meters::remove);
    }

    private static boolean mentions(Meter meter, String version) {
        return meter.getId().getTags().stream()
                .anyMatch(tag ->
                        tag.getKey().endsWith("version") && tag.getValue().equals(version));
    }
}
