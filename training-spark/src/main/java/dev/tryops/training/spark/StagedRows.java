package dev.tryops.training.spark;

import dev.tryops.training.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.LoggerFactory;

/**
 * The training rows in a file that all executors can read, for as long as the fit takes: little-endian doubles, for each
 * row its cells and its class. All records are equally long, so that Spark can begin to read between any two.
 */
final class StagedRows implements AutoCloseable {

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private static final int BUFFER = 1 << 20;

    private final FileSystem files;
    private final Path file;
    private final int recordBytes;

    private StagedRows(FileSystem files, Path file, int recordBytes) {
        this.files = files;
        this.file = file;
        this.recordBytes = recordBytes;
    }

    /** The place cannot be written; the message says what to do. */
    static final class Unwritable extends UncheckedIOException {
        private Unwritable(String place, IOException cause) {
            super(
                    "The training rows cannot be laid down in %s: %s. Name a place that this machine can write and all executors can read, with --conf %s=PLACE."
                            .formatted(place, SparkFailure.sentence(cause), Cluster.STAGING),
                    cause);
        }
    }

    static StagedRows write(Dataset rows, String place, Configuration hadoop) {
        try {
            Path file = new Path(new Path(place), "tryops-rows-" + UUID.randomUUID() + ".bin");
            FileSystem files = file.getFileSystem(hadoop);
            StagedRows staged = new StagedRows(files, file, (rows.features() + 1) * Double.BYTES);
            files.deleteOnExit(file); // for a run that is killed in between
            try (FSDataOutputStream out = files.create(file, false)) {
                staged.copy(rows, out);
            } catch (IOException e) {
                staged.close();
                throw e;
            }
            return staged;
        } catch (IOException e) {
            throw new Unwritable(place, e);
        } catch (IllegalArgumentException e) { // of no URI
            throw new Unwritable(place, new IOException(e));
        }
    }

    private void copy(Dataset rows, FSDataOutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(Math.max(BUFFER, recordBytes)).order(ORDER);
        for (int row = 0; row < rows.rows(); row++) {
            if (buffer.remaining() < recordBytes) {
                out.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            for (int feature = 0; feature < rows.features(); feature++) {
                buffer.putDouble(rows.value(feature, row));
            }
            buffer.putDouble(rows.classOf(row));
        }
        out.write(buffer.array(), 0, buffer.position());
    }

    String path() {
        return file.toString();
    }

    int recordBytes() {
        return recordBytes;
    }

    @Override
    public void close() {
        try {
            files.delete(file, false);
            files.cancelDeleteOnExit(file);
        } catch (IOException e) {
            LoggerFactory.getLogger(StagedRows.class)
                    .warn("The staged rows are still in {}, delete them: {}", file, e.getMessage());
        }
    }
}
