package dev.tryops.api.traffic;

import dev.tryops.api.web.RequestRefused;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * Bounds how many predictions are computed, and how many wait for that. More would not be answered sooner: it would
 * only make all wait, and the health routes with them. Take a place when the body has been read and not before, so that
 * a slow client occupies a thread but no place.
 *
 * <p>A place has a number, and nobody else has it meanwhile: what a computation needs can be kept under that number. There
 * is then as much of it as there are slots and not as there are threads, and what was used last, which the processor
 * still has at hand, is used next.
 */
public final class PredictionSlots {

    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);
    private static final int RETRY_AFTER_SECONDS = 1;

    private static final int FREE = 0;
    private static final int TAKEN = 1;

    private final Semaphore slots;
    private final AtomicIntegerArray places;
    private final Semaphore waiting;
    private final IntSupplier backlog;
    private final int longestBacklog;

    /**
     * @param slots predictions at the same time
     * @param threads of the server; half of them, or four for each slot, may wait for a slot
     * @param backlog requests that wait for a thread; while they are more than half the threads, nothing waits
     *     for a slot; a free slot is taken all the same, because many short looks at slow clients make a backlog too
     */
    PredictionSlots(int slots, int threads, IntSupplier backlog) {
        this.slots = new Semaphore(slots, true);
        this.places = new AtomicIntegerArray(slots);
        this.waiting = new Semaphore(Math.max(1, Math.min(4 * slots, threads / 2)));
        this.backlog = backlog;
        this.longestBacklog = threads / 2;
    }

    /** How many places there are; they are numbered from 0. */
    public int count() {
        return places.length();
    }

    /**
     * Runs {@code work} with the number of its place; or, at the limit, {@code refused}, and throws a 503 with
     * {@code Retry-After}.
     */
    public <T> T use(IntFunction<T> work, Runnable refused) {
        if (!enter()) {
            refused.run();
            throw RequestRefused.unavailable("The service is at the limit of what it can compute", RETRY_AFTER_SECONDS);
        }
        int place = take();
        try {
            return work.apply(place);
        } finally {
            places.set(place, FREE);
            slots.release();
        }
    }

    /** The first place that is free: whoever has entered finds one. */
    private int take() {
        for (int place = 0; ; place = (place + 1) % places.length()) {
            if (places.get(place) == FREE && places.compareAndSet(place, FREE, TAKEN)) {
                return place;
            }
        }
    }

    private boolean enter() {
        if (slots.tryAcquire()) {
            return true;
        }
        if (backlog.getAsInt() > longestBacklog) {
            return false;
        }
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            return slots.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }
}
