package dev.tryops.training.data;

import dev.tryops.registry.s3.S3Files;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with rows in it, in the file system or in a bucket. */
sealed interface DataFile {

    /** How messages call it. */
    String name();

    InputStream open() throws IOException;

    record Local(Path path) implements DataFile {

        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public InputStream open() throws IOException {
            if (!Files.exists(path)) {
                throw new BadData(path + " does not exist. Name a CSV or Parquet file with --data.");
            }
            if (!Files.isReadable(path)) {
                throw new BadData(path + " cannot be read. Check its permissions.");
            }
            return Files.newInputStream(path);
        }
    }

    record Remote(S3Files bucket, String key, String name) implements DataFile {

        @Override
        public InputStream open() throws IOException {
            try {
                return bucket.open(key);
            } catch (FileNotFoundException e) {
                throw new BadData(name + " does not exist. Check bucket and key.");
            }
        }
    }
}
