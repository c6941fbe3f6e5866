package dev.tryops.api.traffic;

import dev.tryops.api.web.RequestRefused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

    /** With more to expect, a prediction would be slow for waiting rather than for computing. */
    private static final Duration LONGEST_EXPECTED = Duration.ofMillis(20);

    /** What may be expected in any case, in computations one after the other. */
    private static final int TURNS = 4;

    /** Much longer than expected: a pause of the whole process is no reason to refuse those whom it found waiting. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    /** What a computation took weighs 1/32 in the mean. */
    private static final int MEAN_SHIFT = 5;

    /**
     * It counts as twice the mean or as this, whichever is more: a computation that loaded classes, or that had no
     * processor for a while, says nothing of the next ones.
     */
    private static final long LEAST_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int RETRY_AFTER_SECONDS = 1;

    private static final int FREE = 0;
    private static final int TAKEN = 1;

    private final Semaphore slots;
    private final AtomicIntegerArray places;
    private final AtomicInteger waiting = new AtomicInteger();
    private final int mayWait;
    private final IntSupplier backlog;
    private final LongSupplier nanoTime;

    /** How long a slot is held, in nanoseconds. A lost update is as good as one more in the mean. */
    private volatile long meanHold;

    /**
     * @param slots predictions at the same time, at least one
     * @param threads of the server; all but one may have a slot or wait for one, and the last, too, if it will not be long
     * @param backlog requests that wait for a thread
     * @param nanoTime a clock that is never set, as {@link System#nanoTime()}
     */
    PredictionSlots(int slots, int threads, IntSupplier backlog, LongSupplier nanoTime) {
        this.slots = new Semaphore(slots, true);
        this.places = new AtomicIntegerArray(slots);
        this.mayWait = Math.max(1, threads - 1 - slots);
        this.backlog = backlog;
        this.nanoTime = nanoTime;
    }

    /** One for each place, which are numbered from 0. */
    public <T> List<T> forEachPlace(Supplier<T> make) {
        return Stream.generate(make).limit(places.length()).toList();
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
        long start = nanoTime.getAsLong();
        try {
            return work.apply(place);
        } finally {
            count(nanoTime.getAsLong() - start);
            places.set(place, FREE);
            slots.release();
        }
    }

    private void count(long hold) {
        long mean = meanHold;
        meanHold = mean + (Math.min(hold, Math.max(2 * mean, LEAST_LIMIT_NANOS)) - mean >> MEAN_SHIFT);
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
        int others = waiting.getAndIncrement();
        try {
            long turns = TURNS * meanHold;
            long expected = expectedWait(others);
            boolean soon = expected <= LONGEST_EXPECTED.toNanos();
            boolean mayEnter = soon || expected <= turns && others < mayWait;
            return mayEnter && slots.tryAcquire(Math.max(LONGEST_WAIT.toNanos(), 2 * turns), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /**
     * Nanoseconds until all who came before have had a slot: those who wait for one, and those who wait for a thread. A
     * count of them says little, because a row takes microseconds and a large batch a thousand times that.
     */
    private long expectedWait(int waitingBefore) {
        return (waitingBefore + backlog.getAsInt()) * meanHold / places.length();
    }

    /** How many wait for a slot. */
    int waiting() {
        return waiting.get();
    }
}
