package dev.tryops.api.drift;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Windows over what one model was asked since it serves, as differences of snapshots: from the youngest one that lies at
 * least a window back, or from the first, to now. A window so has at least {@code size} rows once that many came, and at
 * most a tenth and what came between two looks more; where traffic is heavy, no row is left out. There is a new window
 * whenever another tenth has come: the same rows are not judged again. Used by one thread.
 */
final class Windows {

    private static final int STEPS = 10;

    private final Tally tally;
    private final int size;
    private final int minSample;
    private final Deque<Snapshot> snapshots = new ArrayDeque<>();

    /** Where the current window begins; read by any thread. */
    private volatile Snapshot begin;

    private record Snapshot(Instant at, long[] cells) {
        long rows() {
            return Plan.rows(cells);
        }
    }

    /** A window: what was counted from {@code beganAt} on. */
    record Window(Instant beganAt, long[] cells) {
        long rows() {
            return Plan.rows(cells);
        }
    }

    Windows(Tally tally, int size, int minSample, Instant now) {
        this.tally = tally;
        this.size = size;
        this.minSample = minSample;
        begin = new Snapshot(now, tally.snapshot());
        snapshots.add(begin);
    }

    /** The window that ends now, if enough rows have come since the one before. */
    Optional<Window> next(Instant now) {
        long fresh = Plan.rows(tally) - snapshots.getLast().rows();
        if (fresh < Math.max(1, size / STEPS) || rows() < minSample) {
            return Optional.empty();
        }
        Snapshot end = new Snapshot(now, tally.snapshot());
        snapshots.add(end);
        Snapshot first = snapshots.removeFirst();
        while (end.rows() - snapshots.getFirst().rows() >= size) {
            first = snapshots.removeFirst();
        }
        snapshots.addFirst(first);
        begin = first;
        return Optional.of(window(first, end.cells()));
    }

    /** What has been counted since the current window began. */
    Window current() {
        return window(begin, tally.snapshot());
    }

    long rows() {
        return Plan.rows(tally) - begin.rows();
    }

    int snapshots() {
        return snapshots.size();
    }

    private static Window window(Snapshot begin, long[] end) {
        long[] cells = Arrays.copyOf(end, end.length);
        for (int i = 0; i < cells.length; i++) {
            cells[i] -= begin.cells()[i];
        }
        return new Window(begin.at(), cells);
    }
}
