package dev.tryops.api.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The series about realised quality. They begin with the first labels of a version, and go with the version. */
final class QualityMetrics {

    private static final String QUALITY = "model_quality";
    private static final String LABELS = "model_quality_labels";
    private static final String VERSION = "model_version";

    private static final Map<String, ToDoubleFunction<RecentQuality>> METRICS = Map.of(
            "accuracy", RecentQuality::accuracy,
            "roc_auc", RecentQuality::rocAuc,
            "log_loss", RecentQuality::logLoss,
            "brier_score", RecentQuality::brierScore,
            "calibration_error", RecentQuality::calibrationError);

    private final MeterRegistry meters;
    private final Counter errors;
    /** What the gauges read: they do not keep it alive. */
    private final Map<String, Shown> shown = new ConcurrentHashMap<>();

    QualityMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.errors = Counter.builder("model_quality_read_errors_total")
                .description("Times that realised quality could not be read; what was known before goes on being shown")
                .register(meters);
        meters.config().onMeterRemoved(this::forget);
    }

    private void forget(Meter removed) {
        String version = removed.getId().getTag(VERSION);
        if (version != null && removed.getId().getName().equals(LABELS)) {
            shown.remove(version);
        }
    }

    void failed() {
        errors.increment();
    }

    void show(String version, Optional<RecentQuality> quality) {
        Shown before = shown.get(version);
        if (before != null) {
            before.quality = quality;
        } else if (quality.isPresent()) {
            register(version, new Shown(quality));
        }
    }

    private void register(String version, Shown now) {
        shown.put(version, now);
        METRICS.forEach((metric, figure) -> Gauge.builder(QUALITY, now, of -> of.figure(figure))
                .description("How good the model is, estimated, realised, or on the hold-out of its training")
                .tags(VERSION, version, "metric", metric, "source", "realised")
                .register(meters));
        Gauge.builder(LABELS, now, of -> of.figure(RecentQuality::labels))
                .description("Labels that the realised quality is taken from")
                .tags(VERSION, version)
                .register(meters);
    }

    private static final class Shown {

        private volatile Optional<RecentQuality> quality;

        Shown(Optional<RecentQuality> quality) {
            this.quality = quality;
        }

        double figure(ToDoubleFunction<RecentQuality> of) {
            return quality.map(of::applyAsDouble).orElse(Double.NaN);
        }
    }
}
