package dev.tryops.api.drift;

import dev.tryops.api.drift.Verdict.Alarm;
import dev.tryops.api.drift.Watch.Subject;
import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelVersion;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what the model that serves is asked with what it was trained on, at every interval, on a thread of its own. */
public final class DriftMonitor {

    private static final Logger log = LoggerFactory.getLogger(DriftMonitor.class);

    private static final int MOST_NAMED = 10;

    private final ModelSlot slot;
    private final DriftMetrics metrics;
    private final DriftProperties properties;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("drift-check").daemon().factory());

    private @Nullable Watch checked;
    private Set<Alarm> alarms = Set.of();

    DriftMonitor(ModelSlot slot, DriftMetrics metrics, DriftProperties properties, Clock clock) {
        this.slot = slot;
        this.metrics = metrics;
        this.properties = properties;
        this.clock = clock;
    }

    void start() {
        long interval = properties.interval().toNanos();
        var _ = thread.scheduleWithFixedDelay(this::checkSafely, interval, interval, TimeUnit.NANOSECONDS);
    }

    void stop() {
        thread.shutdownNow();
    }

    /** The model that serves goes on with what its version was counted before. */
    void swapped() {
        slot.use(model -> new Swapped(model.observer(), model.metadata().metrics()))
                .filter(swapped -> swapped.observer instanceof Watch)
                .ifPresent(swapped -> metrics.show(((Watch) swapped.observer).subject(), swapped.metrics));
    }

    private record Swapped(Object observer, Metrics metrics) {}

    /** The watch of the model that serves. */
    Optional<Watch> current() {
        return slot.use(ServingModel::observer).filter(Watch.class::isInstance).map(Watch.class::cast);
    }

    /** How good a version is by its own confidence, if it is what serves and once a check had enough rows. */
    public Optional<EstimatedQuality> estimatedQuality(ModelVersion version) {
        return current()
                .filter(watch -> watch.subject().version().equals(version.value()))
                .flatMap(Watch::latest)
                .map(Verdict::estimated);
    }

    /** A task that throws is never run again, so nothing may escape. */
    private void checkSafely() {
        try {
            check();
        } catch (Throwable e) {
            log.error("A check for drift failed unexpectedly; the next one comes", e);
        }
    }

    void check() {
        current().ifPresent(this::check);
    }

    private void check(Watch watch) {
        if (watch != checked) {
            checked = watch;
            alarms = Set.of();
        }
        long start = System.nanoTime();
        watch.check(clock.instant()).ifPresent(verdict -> {
            metrics.checks().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            tell(watch.subject(), verdict);
        });
    }

    private void tell(Subject subject, Verdict verdict) {
        Set<Alarm> now = verdict.alarms(subject.plan());
        Set<Alarm> began = new TreeSet<>(now);
        began.removeAll(alarms);
        metrics.show(subject, verdict, began);
        if (!began.isEmpty()) {
            log.atWarn()
                    .addKeyValue("model", subject.version())
                    .addKeyValue("rows", verdict.report().window().rows())
                    .addKeyValue("features", names(began))
                    .log("Drift has begun");
        } else if (now.isEmpty() && !alarms.isEmpty()) {
            log.atInfo().addKeyValue("model", subject.version()).log("Drift has ended");
        }
        alarms = now;
    }

    private static String names(Set<Alarm> alarms) {
        Set<String> names = alarms.stream().map(Alarm::feature).collect(Collectors.toCollection(TreeSet::new));
        String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(","));
        return names.size() > MOST_NAMED ? first + " and " + (names.size() - MOST_NAMED) + " more" : first;
    }
}
