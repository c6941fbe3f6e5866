package dev.tryops.api.feedback;

import dev.tryops.api.web.RequestRefused;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.registry.StoreUnavailable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has labels written while a request waits, but few requests at a time and none for long: a store that is slow, or that
 * hangs, must not take the server's threads from predictions. What writes has a thread of its own, and gives its place
 * back when the store lets go of it, however long after its request that is.
 */
final class LabelIntake implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LabelIntake.class);

    /** Requests whose labels are being written. */
    static final int WRITERS = 4;

    /** Requests that are written or wait for that: half of the threads of the smallest server. */
    private static final int REQUESTS = 2 * WRITERS;

    private static final int RETRY_AFTER_SECONDS = 5;

    private final Optional<LabelStore> store;
    private final Duration patience;
    private final IntConsumer written;
    private final Semaphore requests = new Semaphore(REQUESTS);
    private final Semaphore writers = new Semaphore(WRITERS, true);
    private final AtomicBoolean failing = new AtomicBoolean();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("feedback-", 0).factory());

    /**
     * @param store absent if nothing is kept
     * @param patience how long a request waits in all
     * @param written is told how many labels have been written, each time that some have
     */
    LabelIntake(Optional<LabelStore> store, Duration patience, IntConsumer written) {
        this.store = store;
        this.patience = patience;
        this.written = written;
    }

    /** Returns when all labels are written; else throws a 503 that says how many are, or 404 if none can be. */
    void take(SortedMap<LocalDate, List<Label>> labels) {
        LabelStore kept = store.orElseThrow(() -> RequestRefused.notFound(
                "Labels are not taken here: the service has no PREDICTION_STORE to keep them in"));
        long deadline = System.nanoTime() + patience.toNanos();
        if (!requests.tryAcquire()) {
            throw RequestRefused.unavailable("Too many labels are being written; send these again later", 1);
        }
        try {
            if (!writers.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw RequestRefused.unavailable(
                        "The store of predictions is slow, and none of the labels were written; send them again later",
                        RETRY_AFTER_SECONDS);
            }
            await(kept, labels, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestRefused.unavailable("The service is being stopped; send the labels again", 1);
        } finally {
            requests.release();
        }
    }

    private void await(LabelStore kept, SortedMap<LocalDate, List<Label>> labels, long deadline)
            throws InterruptedException {
        AtomicInteger days = new AtomicInteger();
        Future<?> writing = threads.submit(() -> write(kept, labels, deadline, days));
        try {
            writing.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw incomplete("did not answer in time", labels, days.get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof StoreUnavailable)) {
                throw new IllegalStateException("Labels could not be written", e.getCause());
            }
            tellOnce(e.getCause());
            throw incomplete("cannot be written to", labels, days.get());
        }
        if (days.get() < labels.size()) {
            throw incomplete("did not answer in time", labels, days.get());
        }
        if (failing.getAndSet(false)) {
            log.info("Labels can be written again");
        }
    }

    private void tellOnce(Throwable cause) {
        if (!failing.getAndSet(true)) {
            log.atWarn()
                    .addKeyValue("cause", cause.getMessage())
                    .log("Labels cannot be written; clients are told to send them again");
        }
    }

    private void write(LabelStore kept, SortedMap<LocalDate, List<Label>> labels, long deadline, AtomicInteger days) {
        try {
            for (Map.Entry<LocalDate, List<Label>> day : labels.entrySet()) {
                if (System.nanoTime() > deadline) {
                    return; // nobody waits any more
                }
                kept.keep(day.getKey(), day.getValue());
                days.incrementAndGet();
                written.accept(day.getValue().size());
            }
        } finally {
            writers.release();
        }
    }

    private static RequestRefused incomplete(String what, SortedMap<LocalDate, List<Label>> labels, int days) {
        int all = labels.values().stream().mapToInt(List::size).sum();
        int safe = labels.values().stream().limit(days).mapToInt(List::size).sum();
        return RequestRefused.unavailable(
                "The store of predictions %s: %d of %d labels are known to be kept. Send all of them again; a label that is kept twice counts once"
                        .formatted(what, safe, all),
                RETRY_AFTER_SECONDS);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
