package dev.tryops.training.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that were skipped, as CSV: {@code file,line,reason,row}. It is published, so it has an end. */
final class Quarantine implements AutoCloseable {

    private static final int MOST_BYTES = 10_000_000;

    private final Path path;
    private @Nullable BufferedWriter out;
    private long bytes;
    private long leftOut;

    /** Will be {@code quarantine.csv} in {@code directory} if there is anything to write; one of an earlier run goes. */
    Quarantine(Path directory) {
        this.path = directory.resolve("quarantine.csv");
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void add(String file, Row row, String reason) {
        String record = csv(List.of(
                file, String.valueOf(row.line()), reason, csv(row.fields()).stripTrailing()));
        long size = record.getBytes(StandardCharsets.UTF_8).length;
        if (leftOut > 0 || bytes + size > MOST_BYTES) {
            leftOut++;
            return;
        }
        bytes += size;
        write(record);
    }

    private void write(String record) {
        try {
            if (out == null) {
                out = Files.newBufferedWriter(path);
                out.write("file,line,reason,row\n");
            }
            out.write(record);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static String csv(List<String> fields) {
        StringWriter text = new StringWriter();
        CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .bufferSize(0)
                .build(text)
                .writeRecord(fields);
        return text.toString();
    }

    /** The file, complete, if any row was bad. */
    Optional<Path> finish() {
        if (leftOut > 0) {
            write(csv(List.of("", "", "the list is cut here: %d more rows are not shown".formatted(leftOut), "")));
        }
        boolean written = out != null;
        close();
        return written ? Optional.of(path) : Optional.empty();
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Bad rows cannot be written to %s: %s".formatted(path, e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
