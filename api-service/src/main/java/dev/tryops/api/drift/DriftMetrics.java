package dev.tryops.api.drift;

import dev.tryops.api.drift.Verdict.Alarm;
import dev.tryops.api.drift.Watch.Subject;
import dev.tryops.model.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * The series about drift. They go with their version ({@code ServingMetrics} removes them); until then, a version that
 * returns goes on counting where it was. Of a wide model only the first {@value ShownVersion#MOST_FEATURES} features have series.
 */
final class DriftMetrics {

    private static final String BIN_ROWS = "drift_bin_rows_total";
    private static final String VERSION = "model_version";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofSeconds(1)
    };

    private final MeterRegistry meters;
    private final Timer checks;
    private final Map<String, ShownVersion> shown = new ConcurrentHashMap<>();

    DriftMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.checks = Timer.builder("drift_check_duration")
                .description("One comparison of a window with the baseline")
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
        meters.config().onMeterRemoved(this::forget);
    }

    private void forget(Meter removed) {
        String version = removed.getId().getTag(VERSION);
        if (version != null && removed.getId().getName().equals(BIN_ROWS)) {
            shown.remove(version);
        }
    }

    Timer checks() {
        return checks;
    }

    /** What a version that has series has been counted so far. */
    Optional<Subject> counted(String version) {
        return Optional.ofNullable(shown.get(version)).map(ShownVersion::subject);
    }

    /** Begins the series of a version that serves from now on. */
    void show(Subject subject, Metrics training) {
        shown.values().forEach(ShownVersion::clear);
        if (shown.containsKey(subject.version())) {
            return;
        }
        ShownVersion now = new ShownVersion(subject);
        shown.put(subject.version(), now);
        List<Plan.Entry> entries = subject.plan().all();
        for (int i = 0; i < entries.size(); i++) {
            if (ShownVersion.hasSeries(i, entries.size())) {
                register(now, entries.get(i));
            }
        }
        quality(now, "accuracy", "training", version -> training.accuracy());
        quality(now, "roc_auc", "training", version -> training.rocAuc());
        quality(now, "log_loss", "training", version -> training.logLoss());
        quality(now, "brier_score", "training", version -> training.brierScore());
    }

    private void register(ShownVersion of, Plan.Entry entry) {
        Reference reference = entry.reference();
        Tags tags = Tags.of(VERSION, of.subject().version(), "feature", reference.name());
        for (int bin = 0; bin < reference.counts().length; bin++) {
            int cell = entry.offset() + bin;
            Tags binTags = tags.and("bin", reference.bins().get(bin).key());
            counter(BIN_ROWS, "Rows of this instance in a bin of the baseline", of, cell, binTags);
            double baseline = reference.counts()[bin];
            Gauge.builder("drift_baseline_bin_rows", of, x -> baseline)
                    .description("Rows of the training data in the bin")
                    .tags(binTags)
                    .register(meters);
        }
        problems(of, entry, tags);
        for (DriftType type : reference.tests()) {
            alerts(of.subject().version(), reference.name(), type);
        }
    }

    private void counter(String name, String description, ShownVersion of, int cell, Tags tags) {
        Tally tally = of.subject().tally();
        FunctionCounter.builder(name, of, x -> tally.sum(cell))
                .description(description)
                .tags(tags)
                .register(meters);
    }

    private void problems(ShownVersion of, Plan.Entry entry, Tags tags) {
        int bins = entry.reference().counts().length;
        Map<DriftType, Integer> cells =
                Map.of(DriftType.MISSING, bins - 1, DriftType.OUT_OF_RANGE, bins, DriftType.UNSEEN, bins - 2);
        cells.forEach((problem, cell) -> {
            if (entry.reference().tests().contains(problem)) {
                counter(
                        "drift_feature_problems_total",
                        "Values that are missing, out of the training data's range, or new categories",
                        of,
                        entry.offset() + cell,
                        tags.and("problem", problem.label()));
            }
        });
    }

    private Counter alerts(String version, String feature, DriftType type) {
        return Counter.builder("drift_alerts_total")
                .description("Beginnings of an alarm")
                .tags(VERSION, version, "feature", feature, "drift_type", type.label())
                .register(meters);
    }

    /** Shows what a check of the version that serves found, and counts the alarms that began with it. */
    void show(Subject subject, Verdict verdict, Set<Alarm> began) {
        ShownVersion of = shown.get(subject.version());
        if (of == null) {
            return;
        }
        if (of.judge(verdict)) {
            registerScores(of);
        }
        began.stream()
                .filter(alarm -> of.hasSeries(alarm.feature()))
                .forEach(alarm ->
                        alerts(subject.version(), alarm.feature(), alarm.type()).increment());
    }

    private void registerScores(ShownVersion of) {
        List<Plan.Entry> entries = of.subject().plan().all();
        for (int i = 0; i < entries.size(); i++) {
            if (ShownVersion.hasSeries(i, entries.size())) {
                registerScores(of, i, entries.get(i).reference());
            }
        }
        quality(of, "accuracy", "estimated", ShownVersion::accuracy);
        quality(of, "roc_auc", "estimated", ShownVersion::rocAuc);
    }

    private void registerScores(ShownVersion of, int index, Reference reference) {
        Tags tags = Tags.of(VERSION, of.subject().version(), "feature", reference.name());
        for (DriftType type : reference.tests()) {
            Gauge.builder("drift_score", of, x -> x.score(index, type))
                    .description("How far the window lies from the baseline, by the latest check")
                    .tags(tags.and("metric_type", type.label()))
                    .register(meters);
        }
        Gauge.builder("drift_detected", of, x -> x.drifted(index))
                .description("1 while the latest check says that it has drifted")
                .tags(tags)
                .register(meters);
    }

    private void quality(ShownVersion of, String metric, String source, ToDoubleFunction<ShownVersion> value) {
        Gauge.builder("model_quality", of, value)
                .description("How good the model is, estimated, realised, or on the hold-out of its training")
                .tags(VERSION, of.subject().version(), "metric", metric, "source", source)
                .register(meters);
    }
}
