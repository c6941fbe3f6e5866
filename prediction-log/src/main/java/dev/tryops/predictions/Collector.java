package dev.tryops.predictions;

import dev.tryops.predictions.Uploads.FinishedFile;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what requests leave behind into files: rows lie in a queue as they came until they are enough for a group, and
 * then in a file, compressed. Rows of another day or model go into another file.
 */
final class Collector implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    private static final long TICK = Duration.ofMillis(50).toNanos();

    private final LogSettings settings;
    private final LogMemory memory;
    private final LogCounts counts;
    private final Uploads uploads;
    private final String instance;
    private final String serviceVersion;

    /** At which a file is written before its time: what is configured, or half of the memory. */
    private final long fileBytes;

    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private volatile boolean closing;

    // What follows is the collecting thread's own.
    private final List<PredictionFile> open = new ArrayList<>();
    private long openRows;
    private long openBytes;
    private long sequence;

    Collector(
            LogSettings settings,
            LogMemory memory,
            LogCounts counts,
            Uploads uploads,
            String instance,
            String serviceVersion) {
        this.settings = settings;
        this.memory = memory;
        this.counts = counts;
        this.uploads = uploads;
        this.instance = instance;
        this.serviceVersion = serviceVersion;
        this.fileBytes = Math.min(settings.flushBytes(), settings.memory() / 2);
    }

    /** Takes a block, whose bytes have been reserved. Says whether there is enough for a group. */
    boolean add(PredictionBlock block, long bytes) {
        queue.add(new Waiting(block, bytes));
        return queued.addAndGet(bytes) >= memory.groupBytes();
    }

    /** Ends after what is there now has become files. */
    void close() {
        closing = true;
    }

    @Override
    public void run() {
        long interval = settings.flushInterval().toNanos();
        long flushed = System.nanoTime();
        while (!closing) {
            LockSupport.parkNanos(Math.min(TICK, interval));
            boolean due = System.nanoTime() - flushed >= interval;
            guarded(() -> collect(due));
            flushed = due ? System.nanoTime() : flushed;
        }
        guarded(() -> collect(true));
    }

    /** A thread that ended would lose rows without counting them, so it survives whatever a row does to it. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("{} predictions could not be made a file of, and are dropped", openRows, e);
            counts.failed();
            counts.lost(openRows);
            memory.change(-openBytes);
            open.clear();
            openRows = 0;
            openBytes = 0;
        }
    }

    private void collect(boolean everything) {
        while (queued.get() >= memory.groupBytes() || everything && !queue.isEmpty()) {
            group();
            finish(false);
        }
        if (everything) {
            finish(true);
        }
    }

    /** Moves about a group's worth of rows from the queue into files. */
    private void group() {
        long before = openFileBytes();
        long taken = 0;
        while (taken < memory.groupBytes()) {
            Waiting next = queue.poll();
            if (next == null) {
                break;
            }
            queued.addAndGet(-next.bytes);
            taken += next.bytes;
            openBytes += next.bytes;
            openRows += next.block.rows();
            copy(next.block, next.bytes);
        }
        open.forEach(PredictionFile::endGroup);
        long change = openFileBytes() - before - taken;
        openBytes += change;
        memory.change(change);
    }

    private void copy(PredictionBlock block, long bytes) {
        PredictionFile file = fileOf(PredictionLayout.dayOf(block.at()), block.source());
        long rowsOfGroup = Math.max(1, memory.groupBytes() * block.rows() / bytes);
        int from = 0;
        while (from < block.rows()) {
            int to = (int) Math.min(from + rowsOfGroup, block.rows());
            file.add(block, from, to);
            if (to - from == rowsOfGroup) {
                file.endGroup();
            }
            from = to;
        }
    }

    private PredictionFile fileOf(LocalDate day, PredictionSource source) {
        for (PredictionFile file : open) {
            if (file.holds(day, source)) {
                return file;
            }
        }
        PredictionFile made = new PredictionFile(day, source, instance, serviceVersion);
        open.add(made);
        return made;
    }

    private long openFileBytes() {
        return open.stream().mapToLong(PredictionFile::bytes).sum();
    }

    /** Hands on the files that are large enough, or all. */
    private void finish(boolean all) {
        for (PredictionFile file : List.copyOf(open)) {
            if (all || file.bytes() >= fileBytes) {
                long before = file.bytes();
                byte[] bytes = file.finish();
                open.remove(file);
                memory.change(bytes.length - before);
                openBytes -= before;
                openRows -= file.rows();
                uploads.add(new FinishedFile(file.object(instance, sequence++).key(), bytes, file.rows()));
            }
        }
    }

    /** A block and the bytes that were reserved for it. */
    private record Waiting(PredictionBlock block, long bytes) {}
}
