package dev.tryops.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to a work directory, which ends with the process that holds it however that dies. Its file has an identity of
 * the directory in it: the same path may be another volume tomorrow, or on another machine.
 */
record WorkLock(FileChannel file, UUID directory) implements AutoCloseable {

    private static final int LENGTH = 36;

    /** Takes the right, or throws {@link RunRefused} if another run has it. */
    static WorkLock of(Path directory) throws IOException {
        FileChannel file = FileChannel.open(
                directory.resolve("run.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            if (lock(file) == null) {
                throw new RunRefused(
                        "The work directory %s is taken: another run is using it. Wait for it, or name another with --work-dir."
                                .formatted(directory));
            }
            removeCopies(directory);
            return new WorkLock(file, identity(file));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // within this process
        }
    }

    /** Of files in buckets: those of a run that was killed. */
    private static void removeCopies(Path directory) throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory, "copy-*.parquet")) {
            for (Path copy : copies) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private static UUID identity(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        if (file.read(bytes, 0) == LENGTH) {
            try {
                return UUID.fromString(new String(bytes.array(), StandardCharsets.US_ASCII));
            } catch (IllegalArgumentException e) {
                // It was cut short by a crash; then nothing that was kept counts.
            }
        }
        UUID identity = UUID.randomUUID();
        file.truncate(0);
        file.write(ByteBuffer.wrap(identity.toString().getBytes(StandardCharsets.US_ASCII)), 0);
        file.force(true);
        return identity;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
