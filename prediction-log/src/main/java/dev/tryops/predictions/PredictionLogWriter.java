package dev.tryops.predictions;

import dev.tryops.registry.ObjectStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps predictions in a store without anybody waiting for it: they are offered from any thread, and two threads of its
 * own make files of them and write those. What waits is bounded in memory, what finds no room is dropped, and both are
 * {@linkplain LogCounts counted}. A process that dies loses what was not written, and leaves no part of an object behind.
 */
public final class PredictionLogWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PredictionLogWriter.class);

    private final LogSettings settings;
    private final LogMemory memory;
    private final LogCounts counts = new LogCounts();
    private final Collector collector;
    private final Uploads uploads;
    private final Thread collecting;
    private final Thread uploading;
    private volatile boolean closed;

    /** Begins at once. {@code serviceVersion} is written into every file. */
    public PredictionLogWriter(ObjectStore store, LogSettings settings, String serviceVersion) {
        this.settings = settings;
        this.memory = new LogMemory(settings.memory());
        this.uploads = new Uploads(store, settings, memory, counts);
        this.collector = new Collector(settings, memory, counts, uploads, instance(), serviceVersion);
        this.collecting = Thread.ofPlatform().daemon().name("prediction-log").start(collector);
        this.uploading =
                Thread.ofPlatform().daemon().name("prediction-log-upload").start(uploads);
    }

    private static String instance() {
        byte[] drawn = new byte[4];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    public LogCounts counts() {
        return counts;
    }

    /**
     * Takes {@code rows} predictions that keep {@code bytes} of memory, as {@link PredictionBlock#bytes} tells, and
     * only then has them copied; or counts them as dropped. Never waits.
     */
    public void offer(int rows, long bytes, Supplier<PredictionBlock> copy) {
        if (closed || !memory.reserve(bytes)) {
            counts.refused(rows);
            return;
        }
        counts.taken(rows);
        if (collector.add(copy.get(), bytes)) {
            LockSupport.unpark(collecting);
        }
    }

    /** The bytes that wait now. */
    long memoryUsed() {
        return memory.used();
    }

    /** Writes what waits, for as long as the settings allow; the rest is counted as dropped. Takes nothing any more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        long deadline = System.nanoTime() + settings.farewell().toNanos();
        collector.close();
        LockSupport.unpark(collecting);
        try {
            join(collecting, deadline);
            uploads.close(deadline);
            join(uploading, deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        uploading.interrupt();
        if (counts.waiting() > 0) {
            counts.lost(counts.waiting());
        }
        if (counts.dropped() > 0) {
            log.warn("{} predictions were not kept since the service started", counts.dropped());
        }
    }

    private static void join(Thread thread, long deadline) throws InterruptedException {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
}
