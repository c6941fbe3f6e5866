package dev.tryops.training.data;

import dev.tryops.registry.s3.S3Files;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A file with rows in it, in the file system or in a bucket. */
sealed interface DataFile {

    /** How messages call it. */
    String name();

    Opened open() throws IOException;

    /** In bytes; −1 of what is no regular file. */
    long size();

    /**
     * A file that is being read.
     *
     * @param modified when it got the bytes that it has now; unknown of a pipe
     */
    record Opened(InputStream bytes, Optional<Instant> modified) {}

    /** What changes when the bytes do; of a pipe, which gives its bytes once, always. */
    String state() throws IOException;

    record Local(Path path) implements DataFile {

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public String state() throws IOException {
            requireToExist();
            return Files.isRegularFile(path)
                    ? Files.size(path) + " bytes of "
                            + Files.getLastModifiedTime(path).toInstant()
                    : "a pipe, " + UUID.randomUUID();
        }

        private void requireToExist() {
            if (!Files.exists(path)) {
                throw new BadData(path + " does not exist. Name a CSV or Parquet file with --data.");
            }
        }

        @Override
        public Opened open() throws IOException {
            requireToExist();
            if (!Files.isReadable(path)) {
                throw new BadData(path + " cannot be read. Check its permissions.");
            }
            Optional<Instant> modified = Files.isRegularFile(path)
                    ? Optional.of(Files.getLastModifiedTime(path).toInstant())
                    : Optional.empty();
            return new Opened(Files.newInputStream(path), modified);
        }

        @Override
        public long size() {
            File file = path.toFile();
            return file.isFile() ? file.length() : -1;
        }
    }

    record Remote(S3Files bucket, String key, String name, long size) implements DataFile {

        @Override
        public String state() throws IOException {
            try {
                return bucket.state(key);
            } catch (FileNotFoundException e) {
                throw absent();
            }
        }

        @Override
        public Opened open() throws IOException {
            try {
                S3Files.Content content = bucket.open(key);
                return new Opened(content.bytes(), content.modified());
            } catch (FileNotFoundException e) {
                throw absent();
            }
        }

        private BadData absent() {
            return new BadData(name + " does not exist. Check bucket and key.");
        }
    }
}
