package dev.tryops.training.data;

import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV, plain or as gzip, and Parquet into one table. Files are read once, from front to back, and what has been
 * read lies on disk, so that the memory needed does not grow with them. Every fault is reported at once.
 */
public final class TableReader {

    private static final int PROGRESS = 10_000;

    private final Locations locations;
    private final ReadOptions options;
    private final Path workDirectory;
    private final Optional<Path> cells;

    /** Keeps rows in {@code workDirectory}: 8 bytes for each cell, as long as the {@link Dataset} is used. */
    public TableReader(Locations locations, ReadOptions options, Path workDirectory) {
        this(locations, options, workDirectory, Optional.empty());
    }

    /** Keeps rows in the file {@code cells}, if one is named, which then stays. */
    public TableReader(Locations locations, ReadOptions options, Path workDirectory, Optional<Path> cells) {
        this.locations = locations;
        this.options = options;
        this.workDirectory = workDirectory;
        this.cells = cells;
    }

    /**
     * The table, or {@link BadData}.
     *
     * @param serving the schema whose types are kept where the values allow
     * @param progress is told every 10,000 rows
     */
    public Ingested read(Optional<FeatureSchema> serving, Consumer<ReadProgress> progress) {
        List<DataFile> files = files();
        try (Quarantine quarantine = new Quarantine(workDirectory);
                Spill spill = cells.map(Spill::in).orElseGet(() -> Spill.temporary(workDirectory))) {
            BadRows bad = new BadRows(options.limit(), quarantine, files.size() > 1);
            Reading reading = new Reading(new Table.Sinks(bad, spill), serving, progress, size(files));
            files.forEach(reading::read);
            Table table = reading.table();
            Dataset data = table.finish(source(files));
            return new Ingested(
                    data,
                    HexFormat.of().formatHex(reading.digest.digest()),
                    table.rows(),
                    bad.byReason(),
                    quarantine.finish(),
                    table.warnings(data),
                    files.stream().map(DataFile::name).toList(),
                    reading.newest);
        } catch (IOException e) {
            throw new UncheckedIOException("The spilled rows cannot be closed: " + e.getMessage(), e);
        }
    }

    private List<DataFile> files() {
        try {
            return locations.files();
        } catch (IOException | UncheckedIOException e) {
            throw new BadData("%s cannot be listed: %s.".formatted(locations, e.getMessage()));
        }
    }

    private static long size(List<DataFile> files) {
        long size = 0;
        for (DataFile file : files) {
            if (file.size() < 0) {
                return -1;
            }
            size += file.size();
        }
        return size;
    }

    private static String source(List<DataFile> files) {
        String first = files.getFirst().name();
        return switch (files.size()) {
            case 1 -> first;
            case 2 -> first + " and " + files.getLast().name();
            default -> "%s and %,d more files".formatted(first, files.size() - 1);
        };
    }

    /** What one file leaves to the next. */
    private final class Reading {

        private final Table.Sinks sinks;
        private final Optional<FeatureSchema> serving;
        private final Consumer<ReadProgress> progress;
        private final long total;
        private long bytesRead;
        private final MessageDigest digest = Sha256.newDigest();
        private @Nullable Table table;
        private String firstFile = "";
        private Optional<Instant> newest = Optional.of(Instant.MIN);

        Reading(Table.Sinks sinks, Optional<FeatureSchema> serving, Consumer<ReadProgress> progress, long total) {
            this.total = total;
            this.sinks = sinks;
            this.serving = serving;
            this.progress = progress;
        }

        Table table() {
            if (table == null) {
                throw new IllegalStateException("No file was read");
            }
            return table;
        }

        void read(DataFile file) {
            try (Bytes bytes = opened(file)) {
                Foreign.refuse(file, bytes);
                if (bytes.isParquet()) {
                    readParquet(file, bytes);
                } else {
                    readAll(file, new CsvRows(file, bytes));
                    bytes.transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                throw new BadData("%s cannot be read: %s.".formatted(file.name(), e.getMessage()));
            }
        }

        private Bytes opened(DataFile file) throws IOException {
            DataFile.Opened opened = file.open();
            newest = newest.flatMap(so -> opened.modified().map(then -> then.isAfter(so) ? then : so));
            return Bytes.of(new Counted(opened.bytes(), digest));
        }

        /** Parquet is read from its end, so one from elsewhere is copied first. */
        private void readParquet(DataFile file, InputStream bytes) throws IOException {
            long before = bytesRead;
            readParquetRows(file, bytes, before);
            bytesRead = before + Math.max(0, file.size());
        }

        private void readParquetRows(DataFile file, InputStream bytes, long before) throws IOException {
            if (file instanceof DataFile.Local(Path path)) {
                bytes.transferTo(OutputStream.nullOutputStream());
                bytesRead = before;
                readAll(file, new ParquetRows(path, file.name()));
                return;
            }
            Path copy = Files.createTempFile(workDirectory, "copy-", ".parquet");
            try {
                try (OutputStream out = Files.newOutputStream(copy)) {
                    bytes.transferTo(out);
                }
                bytesRead = before;
                readAll(file, new ParquetRows(copy, file.name()));
            } finally {
                Files.deleteIfExists(copy);
            }
        }

        private void readAll(DataFile file, RowReader opened) throws IOException {
            try (RowReader rows = new ReadAhead(opened)) {
                Table into = tableFor(file, rows);
                for (Row row = rows.next(); row != null; row = rows.next()) {
                    into.add(file.name(), row);
                    if (into.rows() % PROGRESS == 0) {
                        progress.accept(new ReadProgress(into.rows(), bytesRead, total));
                    }
                }
            }
        }

        /** Adds what passes to the digest and to the count. */
        private final class Counted extends DigestInputStream {

            Counted(InputStream in, MessageDigest digest) {
                super(in, digest);
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = super.read(into, offset, length);
                bytesRead += Math.max(0, read);
                return read;
            }
        }

        private Table tableFor(DataFile file, RowReader rows) {
            if (table == null) {
                firstFile = file.name();
                Header header = Header.of(file.name(), rows.header(), options);
                table = new Table(header, rows.texts(), options, serving, sinks);
            } else {
                table.header().requireSame(firstFile, rows.header().fields(), file.name());
            }
            return table;
        }
    }
}
