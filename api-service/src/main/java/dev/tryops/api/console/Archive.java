package dev.tryops.api.console;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectResult;
import dev.tryops.registry.Refusal;
import dev.tryops.registry.ServingPointer;
import dev.tryops.registry.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the registry knows around the model that serves: the history, the version before, the training report. It is read
 * on a thread of its own when a version goes live, and what could not be read once more at every interval. Whoever asks
 * is answered from memory.
 */
final class Archive {

    private static final Logger log = LoggerFactory.getLogger(Archive.class);

    /** How many revisions are shown. */
    private static final int REVISIONS = 50;

    /** A report of 2,000 features has less than one; who publishes more than this must open it from the store. */
    private static final int LARGEST_REPORT = 8 << 20;

    private final ModelRegistry registry;
    private final EnvironmentName environment;
    private final ScheduledExecutorService thread;
    private final Duration interval;
    private final Clock clock;

    private volatile @Nullable ServingPointer live;
    /** Written by {@code thread} alone. */
    private volatile Around known = new Around(null, Held.nothing(), Held.nothing(), Held.nothing());

    /** {@code thread} is one, and ends with whoever made it. */
    Archive(
            ModelRegistry registry,
            EnvironmentName environment,
            ScheduledExecutorService thread,
            Duration interval,
            Clock clock) {
        this.registry = registry;
        this.environment = environment;
        this.thread = thread;
        this.interval = interval;
        this.clock = clock;
    }

    /** Reads around {@code pointer}, which has just gone live. Returns at once. */
    void follow(ServingPointer pointer) {
        live = pointer;
        after(Duration.ZERO, pointer);
    }

    /** The newest revisions, newest first, as they were when the last version went live. */
    Held<List<HistoryEntry>> history() {
        return known.history;
    }

    /** The version that served before, if there was another; its metrics are those of its verified metadata. */
    Held<Optional<Previous>> previous() {
        Around now = known;
        return Objects.equals(now.pointer, live) ? now.previous : Held.nothing();
    }

    /** The report of the version that serves, its digest checked; empty if it was published without one. */
    Held<Optional<Report>> report() {
        Around now = known;
        return Objects.equals(now.pointer, live) ? now.report : Held.nothing();
    }

    private void after(Duration pause, ServingPointer pointer) {
        try {
            thread.schedule(() -> readAround(pointer), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Stopped while reading", e);
        }
    }

    private void readAround(ServingPointer pointer) {
        if (!pointer.equals(live)) {
            return; // a newer one has its own turn
        }
        Around before = pointer.equals(known.pointer)
                ? known
                : new Around(pointer, known.history, Held.nothing(), Held.nothing());
        Held<List<HistoryEntry>> history = read(before.history, () -> registry.history(environment, REVISIONS));
        Held<Optional<Previous>> previous =
                before.previous.isFresh() ? before.previous : read(before.previous, () -> previousOf(pointer, history));
        Held<Optional<Report>> report =
                before.report.isFresh() ? before.report : read(before.report, () -> reportOf(pointer));
        known = new Around(pointer, history, previous, report);
        if (!(history.isFresh() && previous.isFresh() && report.isFresh())) {
            after(interval, pointer);
        }
    }

    /** Nothing escapes: a task that throws would not be repeated. */
    private <T> Held<T> read(Held<T> before, Reading<T> reading) {
        try {
            return Held.of(reading.read(), clock.instant());
        } catch (StoreUnavailable | Untrusted e) {
            log.debug("Not read for the console", e);
            return before.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("Reading for the console failed unexpectedly; it is tried again", e);
            return before.failed("An unexpected " + e.getClass().getSimpleName() + "; the log has more");
        }
    }

    private Optional<Previous> previousOf(ServingPointer pointer, Held<List<HistoryEntry>> history) throws Untrusted {
        Optional<ModelVersion> version = versionBefore(pointer, history);
        return version.isEmpty() ? Optional.empty() : Optional.of(metricsOf(version.get()));
    }

    /** A revision may serve the version of the one before, as a lifted hold does: then it is the one before that. */
    private Optional<ModelVersion> versionBefore(ServingPointer pointer, Held<List<HistoryEntry>> history)
            throws Untrusted {
        List<HistoryEntry> revisions = history.value();
        if (revisions == null || !history.isFresh()) {
            throw new Untrusted("The history could not be read");
        }
        return revisions.stream()
                .filter(entry -> entry.revision() < pointer.revision())
                .flatMap(entry -> entry instanceof HistoryEntry.Recorded recorded
                        ? Optional.of(recorded.pointer().modelVersion()).stream()
                        : Optional.<ModelVersion>empty().stream())
                .filter(version -> !version.equals(pointer.modelVersion()))
                .findFirst();
    }

    private Previous metricsOf(ModelVersion version) throws Untrusted {
        byte[] bytes = verified(registry.verifiedMetadata(version))
                .orElseThrow(() -> new Untrusted("The bundle of " + version + " has no metadata"));
        try {
            return new Previous(
                    version,
                    ArtifactJson.decode(bytes, ModelMetadata.class, version.value())
                            .metrics());
        } catch (CorruptArtifact | IllegalArgumentException e) {
            throw new Untrusted("The metadata of " + version + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<Report> reportOf(ServingPointer pointer) throws Untrusted {
        Optional<byte[]> html = verified(registry.report(pointer));
        if (html.isPresent() && html.get().length > LARGEST_REPORT) {
            throw new Untrusted("The report has " + html.get().length + " bytes, and at most " + LARGEST_REPORT
                    + " are shown here: open it from the store");
        }
        return html.map(bytes -> new Report(pointer.modelVersion(), bytes));
    }

    private static Optional<byte[]> verified(ObjectResult result) throws Untrusted {
        return switch (result) {
            case ObjectResult.Verified verified -> Optional.of(verified.bytes());
            case ObjectResult.NotInBundle absent -> Optional.empty();
            case Refusal refusal -> throw new Untrusted(refusal.toString());
        };
    }

    /** What is known around {@code pointer}; what is not held anew is as it was around an earlier one. */
    private record Around(
            @Nullable ServingPointer pointer,
            Held<List<HistoryEntry>> history,
            Held<Optional<Previous>> previous,
            Held<Optional<Report>> report) {}

    record Previous(ModelVersion version, Metrics metrics) {}

    /** {@code html} is not copied and must not be changed. */
    record Report(ModelVersion version, byte[] html) {}

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws Untrusted;
    }

    /** What was read is not to be shown. */
    private static final class Untrusted extends Exception {
        Untrusted(String why) {
            super(why, null, false, false);
        }
    }
}
