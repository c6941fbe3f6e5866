package dev.tryops.predictions;

import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStore.WriteOutcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes finished files, one after the other, each until it is written. */
final class Uploads implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private static final Duration LAST_PAUSE = Duration.ofMillis(200);

    private final ObjectStore store;
    private final LogSettings settings;
    private final LogMemory memory;
    private final LogCounts counts;
    private final LinkedBlockingQueue<FinishedFile> files = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long deadline = Long.MAX_VALUE;
    private boolean failing;

    Uploads(ObjectStore store, LogSettings settings, LogMemory memory, LogCounts counts) {
        this.store = store;
        this.settings = settings;
        this.memory = memory;
        this.counts = counts;
    }

    /** Its rows are counted as waiting, its bytes as used, until it is written. */
    void add(FinishedFile file) {
        files.add(file);
    }

    /** Writes what is there until {@code nanoTime}, and then ends. Nothing may be added any more. */
    void close(long nanoTime) {
        deadline = nanoTime;
        closing.countDown();
        files.add(FinishedFile.LAST);
    }

    @Override
    public void run() {
        try {
            for (FinishedFile next = files.take(); next != FinishedFile.LAST; next = files.take()) {
                if (write(next)) {
                    counts.written(next.rows());
                } else {
                    counts.lost(next.rows());
                }
                memory.change(-next.bytes().length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what is left is counted by whoever interrupts
        }
    }

    /** Whether the file is in the store. Returns only when that is known, or when there is no more time. */
    private boolean write(FinishedFile file) throws InterruptedException {
        boolean mayHaveLanded = false;
        Duration pause = settings.firstPause();
        while (deadline == Long.MAX_VALUE || deadline - System.nanoTime() > 0) {
            String fault;
            try {
                switch (store.create(file.key(), file.bytes())) {
                    case WriteOutcome.Written written -> {
                        return worked(file);
                    }
                    case WriteOutcome.Refused refused -> {
                        return mayHaveLanded ? worked(file) : strange(file);
                    }
                    case WriteOutcome.Unknown unknown -> {
                        mayHaveLanded = true;
                        fault = String.valueOf(unknown.cause().getMessage());
                    }
                }
            } catch (RuntimeException | Error e) { // the store is away; or whatever else must not end this thread
                fault = String.valueOf(e.getMessage());
            }
            failed(fault);
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            pause = next(pause);
        }
        return false;
    }

    private Duration next(Duration pause) throws InterruptedException {
        if (closing.getCount() == 0) {
            Thread.sleep(LAST_PAUSE);
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : doubled;
    }

    private boolean worked(FinishedFile file) {
        if (failing) {
            log.atInfo().addKeyValue("dropped", counts.dropped()).log("Predictions can be written again");
        }
        failing = false;
        log.debug("{} predictions written as {}", file.rows(), file.key());
        return true;
    }

    private void failed(String fault) {
        counts.failed();
        if (!failing) {
            log.atWarn()
                    .addKeyValue("cause", fault)
                    .log("Predictions cannot be written; they are kept while there is memory, and then dropped");
        }
        failing = true;
    }

    /** The key carries an instance drawn at random: nobody else writes it. */
    private boolean strange(FinishedFile file) {
        counts.failed();
        log.error("{} is there already, and not from here: {} predictions are dropped", file.key(), file.rows());
        return false;
    }

    /** A file and the key that it gets. */
    record FinishedFile(String key, byte[] bytes, int rows) {
        static final FinishedFile LAST = new FinishedFile("", new byte[0], 0);
    }
}
