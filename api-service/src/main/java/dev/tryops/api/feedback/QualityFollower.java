package dev.tryops.api.feedback;

import dev.tryops.api.serving.ModelSlot;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.ModelQuality;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStore.ReadOutcome;
import dev.tryops.registry.StoreUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again, on a thread of its own, for what the label join has found out about the version that serves. Nobody
 * waits for it, and what it cannot read is counted and changes nothing.
 */
final class QualityFollower implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QualityFollower.class);

    private final Optional<ObjectStore> store;
    private final ModelSlot slot;
    private final QualityMetrics metrics;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("quality").daemon().factory());

    private volatile @Nullable Known known;
    private boolean failing;

    /** What was read of a version, {@code tag} being that of its object; empty and blank if there is none yet. */
    private record Known(ModelVersion version, String tag, Optional<ModelQuality> quality) {}

    /** @param store absent if nothing is kept, and nothing is looked for */
    QualityFollower(Optional<ObjectStore> store, ModelSlot slot, QualityMetrics metrics) {
        this.store = store;
        this.slot = slot;
        this.metrics = metrics;
    }

    void start(Duration interval) {
        if (store.isPresent()) {
            thread.scheduleWithFixedDelay(this::look, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Looks without waiting for the next time: another version may serve now. */
    void lookSoon() {
        try {
            if (store.isPresent()) {
                thread.execute(this::look);
            }
        } catch (RejectedExecutionException e) {
            log.debug("Stopped while a model was swapped", e);
        }
    }

    /** What is known of a version, if it is the one that was looked for last. */
    Optional<ModelQuality> of(ModelVersion version) {
        Known latest = known;
        return latest != null && latest.version.equals(version) ? latest.quality : Optional.empty();
    }

    /** A task that throws is never run again, so nothing may escape. */
    private void look() {
        try {
            Optional<ModelVersion> version = slot.use(ServingModel::version);
            if (version.isPresent()) {
                look(store.orElseThrow(), version.get());
            }
            failing = false;
        } catch (StoreUnavailable | CorruptArtifact e) {
            failed(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            failed(e.toString());
        }
    }

    private void look(ObjectStore objects, ModelVersion version) throws CorruptArtifact {
        String key = PredictionLayout.quality(version);
        Known before = known;
        ReadOutcome outcome = before != null && before.version.equals(version) && !before.tag.isEmpty()
                ? objects.readIfChanged(key, before.tag)
                : objects.read(key).<ReadOutcome>map(ReadOutcome.Found::new).orElseGet(ReadOutcome.Absent::new);
        switch (outcome) {
            case ReadOutcome.Unchanged unchanged -> {}
            case ReadOutcome.Absent absent -> know(new Known(version, "", Optional.empty()));
            case ReadOutcome.Found found ->
                know(new Known(
                        version,
                        found.object().tag(),
                        Optional.of(ModelQuality.decode(found.object().bytes(), key))));
        }
    }

    private void know(Known now) {
        known = now;
        metrics.show(now.version.value(), now.quality.flatMap(RecentQuality::of));
    }

    /** Counted each time, and told when it begins. */
    private void failed(String cause) {
        metrics.failed();
        if (!failing) {
            log.atWarn()
                    .addKeyValue("cause", cause)
                    .log("Realised quality cannot be read; looking again at every interval");
        }
        failing = true;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
