package dev.tryops.predictions;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has become of every prediction that was offered: it is in a written object, was dropped, or waits. At rest the
 * three are all of them.
 */
public final class LogCounts {

    private final LongAdder dropped = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder objects = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicLong waiting = new AtomicLong();

    LogCounts() {}

    /** Predictions for which there was no room, or that could not be written before the end. */
    public long dropped() {
        return dropped.sum();
    }

    /** Predictions in written objects. */
    public long rows() {
        return rows.sum();
    }

    /** Written objects. */
    public long objects() {
        return objects.sum();
    }

    /** Writes that failed; most are tried again. */
    public long errors() {
        return errors.sum();
    }

    /** Predictions that have been taken and are not written yet. */
    public long waiting() {
        return waiting.get();
    }

    void taken(int more) {
        waiting.addAndGet(more);
    }

    void refused(int more) {
        dropped.add(more);
    }

    void lost(long more) {
        waiting.addAndGet(-more);
        dropped.add(more);
    }

    void written(int more) {
        rows.add(more);
        objects.increment();
        waiting.addAndGet(-more);
    }

    void failed() {
        errors.increment();
    }
}
