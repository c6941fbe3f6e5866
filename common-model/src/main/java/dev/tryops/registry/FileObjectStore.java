package dev.tryops.registry;

import dev.tryops.model.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directory as an object store, for one machine or a file system that several share and that has hard links and file
 * locks. A tag is the SHA-256 of the bytes. Whatever happens to a writing process, an object is either whole or absent:
 * bytes are written to a hidden file, forced to disk, and then linked or moved to their name in one step.
 */
public final class FileObjectStore implements ObjectStore {

    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9_=-][A-Za-z0-9._=-]*(/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)*");
    private static final String LOCK = ".lock";

    /**
     * File locks hold between processes only; inside one JVM a second lock on the same file throws. Whoever opens the
     * same directory twice must meet the same lock, hence one map for the JVM.
     */
    private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private final Path root;

    private FileObjectStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The store in {@code root}. The directory need not exist: writes create it, reads answer unavailable till then. */
    public static FileObjectStore at(Path root) {
        return new FileObjectStore(root);
    }

    @Override
    public Optional<Stored> read(String key) {
        Path file = fileOf(key);
        try {
            long size = Files.size(file);
            if (size > MAX_OBJECT_BYTES) {
                throw new StoreUnavailable(
                        "%s has %d bytes, more than the %d that are read".formatted(key, size, MAX_OBJECT_BYTES));
            }
            byte[] bytes = Files.readAllBytes(file);
            return Optional.of(new Stored(bytes, Sha256.hex(bytes)));
        } catch (NoSuchFileException e) {
            requireRoot();
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable("read " + key, e);
        }
    }

    @Override
    public ReadOutcome readIfChanged(String key, String tag) {
        Optional<Stored> stored = read(key);
        if (stored.isEmpty()) {
            return new ReadOutcome.Absent();
        }
        return stored.get().tag().equals(tag) ? new ReadOutcome.Unchanged() : new ReadOutcome.Found(stored.get());
    }

    @Override
    public WriteOutcome create(String key, byte[] bytes) {
        Path file = fileOf(key);
        Path temporary = writeTemporary(file, bytes);
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            return new WriteOutcome.Refused();
        } catch (UnsupportedOperationException e) {
            throw new StoreUnavailable("The file system of " + root + " has no hard links, which the store needs", e);
        } catch (IOException e) {
            throw unavailable("create " + key, e);
        } finally {
            deleteQuietly(temporary);
        }
        return written(file, bytes);
    }

    @Override
    public WriteOutcome replace(String key, String tag, byte[] bytes) {
        Path file = fileOf(key);
        createDirectories(root);
        ReentrantLock lock = lockOfThisJvm();
        lock.lock();
        try {
            return replaceLocked(file, key, tag, bytes);
        } finally {
            lock.unlock();
        }
    }

    private WriteOutcome replaceLocked(Path file, String key, String tag, byte[] bytes) {
        @Nullable WriteOutcome outcome = null;
        try (FileChannel channel =
                        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            Optional<Stored> current = read(key);
            outcome = current.isEmpty() || !current.get().tag().equals(tag)
                    ? new WriteOutcome.Refused()
                    : moveInto(file, bytes);
            return outcome;
        } catch (IOException e) {
            if (outcome != null) {
                return new WriteOutcome.Unknown(e); // only letting go of the lock failed
            }
            throw unavailable("lock " + LOCK, e);
        }
    }

    /** One lock per directory, by whatever path it was opened. */
    private ReentrantLock lockOfThisJvm() {
        try {
            return LOCKS.computeIfAbsent(root.toRealPath(), path -> new ReentrantLock());
        } catch (IOException e) {
            throw unavailable("find " + root, e);
        }
    }

    private WriteOutcome moveInto(Path file, byte[] bytes) {
        Path temporary = writeTemporary(file, bytes);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw unavailable("replace " + root.relativize(file), e);
        }
        return written(file, bytes);
    }

    @Override
    public List<String> keysUnder(String prefix, @Nullable String after, int limit) {
        Path start =
                root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize();
        if (!start.startsWith(root)) {
            throw new IllegalArgumentException("Not a prefix of keys: " + prefix);
        }
        requireRoot();
        List<String> keys = new ArrayList<>();
        try {
            Files.walkFileTree(start, new EveryFile(file -> {
                String key = root.relativize(file).toString();
                if (key.startsWith(prefix)
                        && KEY.matcher(key).matches()
                        && (after == null || key.compareTo(after) > 0)) {
                    keys.add(key);
                }
            }));
        } catch (IOException e) {
            throw unavailable("list " + prefix, e);
        }
        keys.sort(null);
        return keys.size() > limit ? List.copyOf(keys.subList(0, limit)) : keys;
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(fileOf(key));
        } catch (IOException e) {
            throw unavailable("delete " + key, e);
        }
    }

    @Override
    public String uri(String key) {
        return fileOf(key).toUri().toString();
    }

    @Override
    public String name() {
        Path last = root.getFileName();
        return last == null ? "root" : last.toString();
    }

    @Override
    public String toString() {
        return root.toString();
    }

    private Path fileOf(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("Not a key: " + key);
        }
        return root.resolve(key);
    }

    private Path writeTemporary(Path file, byte[] bytes) {
        Path directory = createDirectories(directoryOf(file));
        Path temporary = directory.resolve(".tmp-" + UUID.randomUUID());
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            return temporary;
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw unavailable("write to " + directory, e);
        }
    }

    /** The object has its name; if the directory entry cannot be forced to disk, a power cut may still undo it. */
    private static WriteOutcome written(Path file, byte[] bytes) {
        try {
            force(directoryOf(file));
            return new WriteOutcome.Written(Sha256.hex(bytes));
        } catch (IOException e) {
            return new WriteOutcome.Unknown(e);
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("No directory above " + file);
        }
        return parent;
    }

    private Path createDirectories(Path directory) {
        try {
            if (Files.isDirectory(directory)) {
                return directory;
            }
            Files.createDirectories(directory);
            for (Path made = directory; made != null && made.startsWith(root); made = made.getParent()) {
                force(made);
            }
            return directory;
        } catch (IOException e) {
            throw unavailable("make the directory " + directory, e);
        }
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // Hidden from listing and never read again: it costs a little disk, nothing else.
        }
    }

    /** A missing object and a missing directory are different things: the second may come back. */
    private void requireRoot() {
        if (!Files.isDirectory(root)) {
            throw new StoreUnavailable("The store's directory " + root + " does not exist");
        }
    }

    /** Visits files while others come and go: one that has gone in between was a writer's temporary file. */
    private static final class EveryFile extends SimpleFileVisitor<Path> {
        private final Consumer<Path> visitor;

        EveryFile(Consumer<Path> visitor) {
            this.visitor = visitor;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                visitor.accept(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }

    private StoreUnavailable unavailable(String action, Exception e) {
        return new StoreUnavailable("The store in %s cannot %s: %s".formatted(root, action, e), e);
    }
}
