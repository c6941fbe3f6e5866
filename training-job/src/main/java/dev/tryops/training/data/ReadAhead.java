package dev.tryops.training.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows on a thread of its own, some ahead of whoever takes them, so that parsing and checking go on at once. Rows
 * and failures come in the order that they have without it.
 */
final class ReadAhead implements RowReader {

    private static final int BATCHES = 4;
    private static final int MOST_ROWS = 512;

    /** Of long fields, fewer rows are held. */
    private static final int MOST_CHARACTERS = 1 << 16;

    private final RowReader rows;
    private final BlockingQueue<Batch> read = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;
    private Batch batch = new Batch(List.of(), false, null);
    private Iterator<Row> next = Collections.emptyIterator();

    /** Some rows, and whether they are the last, be it because of a failure. */
    private record Batch(
            List<Row> rows, boolean last, @Nullable Throwable failure) {}

    ReadAhead(RowReader rows) {
        this.rows = rows;
        this.thread = Thread.ofPlatform().name("read-ahead").daemon().start(this::readAll);
    }

    private void readAll() {
        try {
            while (readBatch()) {
                // The queue decides how far ahead.
            }
        } catch (InterruptedException e) {
            // Nobody wants any more.
        }
    }

    private boolean readBatch() throws InterruptedException {
        List<Row> some = new ArrayList<>(MOST_ROWS);
        boolean last = false;
        Throwable failure = null;
        try {
            for (long characters = 0; some.size() < MOST_ROWS && characters < MOST_CHARACTERS && !last; ) {
                Row row = rows.next();
                if (row == null) {
                    last = true;
                } else {
                    some.add(row);
                    characters += length(row);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            last = true;
        }
        read.put(new Batch(some, last, failure));
        return !last;
    }

    private static long length(Row row) {
        long length = 0;
        for (String field : row.fields()) {
            length += field.length();
        }
        return length;
    }

    @Override
    public Row header() {
        return rows.header();
    }

    @Override
    public Set<Integer> texts() {
        return rows.texts();
    }

    @Override
    public @Nullable Row next() throws IOException {
        while (!next.hasNext()) {
            if (batch.last) {
                throwIfFailed();
                return null;
            }
            batch = take();
            next = batch.rows.iterator();
        }
        return next.next();
    }

    private Batch take() {
        try {
            return read.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading", e);
        }
    }

    private void throwIfFailed() throws IOException {
        switch (batch.failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }

    /** Waits for the thread: the file may be closed only when nobody reads it any more. */
    @Override
    public void close() throws IOException {
        boolean interrupted = false;
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rows.close();
    }
}
