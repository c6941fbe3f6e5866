package dev.tryops.predictions;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of all that waits to be written. An eighth of it is kept free for making files, of which a group of rows at
 * a time is in memory twice. Only the moment in which a file becomes one array is not counted: it is there twice then.
 */
final class LogMemory {

    private static final int RESERVE = 8;

    private final long most;
    private final long groupBytes;
    private final AtomicLong used = new AtomicLong();

    LogMemory(long most) {
        this.most = most - most / RESERVE;
        this.groupBytes = most / (2 * RESERVE);
    }

    /** The bytes of rows that make up a group. */
    long groupBytes() {
        return groupBytes;
    }

    /** Takes the bytes, if that many are left. Never waits. */
    boolean reserve(long bytes) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /** Says that what was there before has become larger, or smaller, or gone. */
    void change(long bytes) {
        used.addAndGet(bytes);
    }

    long used() {
        return used.get();
    }
}
