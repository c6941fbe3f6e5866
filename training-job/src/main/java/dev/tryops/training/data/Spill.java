package dev.tryops.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Rows on their way into a {@link Dataset}: doubles in the machine's byte order, row by row, in a file. */
final class Spill implements AutoCloseable {

    private static final int BUFFER = 1 << 20;

    private final Path place;
    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    private long rows;

    private Spill(Path place, Opening opening) {
        this.place = place;
        try {
            file = opening.open();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** In a file that nobody else sees and that goes with its last user. */
    static Spill temporary(Path directory) {
        return new Spill(
                directory,
                () -> FileChannel.open(
                        Files.createTempFile(directory, "rows-", ".spill"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** In {@code path}, in place of what it holds. */
    static Spill in(Path path) {
        return new Spill(
                path,
                () -> FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    private interface Opening {
        FileChannel open() throws IOException;
    }

    /** Appends the first {@code width} of {@code cells}. */
    void append(double[] cells, int width) {
        for (int i = 0; i < width; i++) {
            if (buffer.remaining() < Double.BYTES) {
                flush();
            }
            buffer.putDouble(cells[i]);
        }
        rows++;
    }

    long rows() {
        return rows;
    }

    /** All rows, in memory that the file backs. It lives as long as it is referred to. */
    MemorySegment map() {
        flush();
        try {
            return file.map(MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(
                "The rows cannot be kept in %s: %s. Name a directory with more room with --work-dir."
                        .formatted(place, e.getMessage()),
                e);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
