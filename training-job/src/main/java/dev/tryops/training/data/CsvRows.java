package dev.tryops.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The rows of CSV in UTF-8 (RFC 4180; a byte-order mark, CRLF and quoted fields are fine) with a header. */
final class CsvRows implements RowReader {

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int LONGEST_FIELD = 1 << 20;
    private static final int LONGEST_HEADER = 1 << 20;

    private final DataFile file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final Row header;

    /** Reads {@code bytes}, which are those of {@code file}, as far as the header. */
    CsvRows(DataFile file, Bytes bytes) throws IOException {
        this.file = file;
        this.reader = explained(() -> CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(withoutByteOrderMark(file, bytes)));
        this.records = reader.iterator();
        Row first = next();
        if (first == null) {
            throw new BadData(file.name() + " is empty. It needs a header and rows.");
        }
        long length = first.fields().stream().mapToLong(String::length).sum();
        if (length > LONGEST_HEADER) {
            throw new BadData("%s: the header has %,d characters, more than %,d. Is it a CSV file with a header?"
                    .formatted(file.name(), length, LONGEST_HEADER));
        }
        this.header = first;
    }

    /** A decoder of its own reports malformed bytes; the default one replaces them silently. */
    private static BufferedReader withoutByteOrderMark(DataFile file, Bytes bytes) {
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(content(file, bytes), UTF_8.newDecoder()), 1 << 16);
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes content(DataFile file, Bytes bytes) throws IOException {
        if (!bytes.isGzip()) {
            return bytes;
        }
        Bytes content = Bytes.of(Bytes.unpacked(bytes));
        Foreign.refusePacked(file, content);
        return content;
    }

    @Override
    public Row header() {
        return header;
    }

    @Override
    public Set<Integer> texts() {
        return Set.of();
    }

    @Override
    public @Nullable Row next() throws IOException {
        CsvRecord record = explained(() -> records.hasNext() ? records.next() : null);
        return record == null ? null : new Row(record.getStartingLineNumber(), record.getFields());
    }

    private <T extends @Nullable Object> T explained(Supplier<T> work) throws IOException {
        try {
            return work.get();
        } catch (UncheckedIOException e) {
            throw explained(e.getCause());
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw explained(io);
            }
            throw new BadData("%s is not a well-formed CSV file: %s.".formatted(file.name(), reason(e)));
        }
    }

    private IOException explained(@Nullable IOException e) throws IOException {
        return switch (e) {
            case CharacterCodingException coding ->
                throw new BadData("%s, line %d: not UTF-8. Save the file as UTF-8."
                        .formatted(file.name(), Utf8.firstBadLine(file)));
            case EOFException end ->
                throw new BadData(
                        "%s breaks off: its gzip data has no end. Copy the file again.".formatted(file.name()));
            case ZipException zip ->
                throw new BadData("%s is damaged: %s. Copy the file again.".formatted(file.name(), zip.getMessage()));
            case null -> new IOException("unknown");
            default -> e;
        };
    }

    private static String reason(CsvParseException e) {
        String message = String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return message.contains("buffer size")
                ? "a field has more than %,d characters; is a quote never closed?".formatted(LONGEST_FIELD)
                : message.replaceFirst("\\.$", "");
    }

    @Override
    public void close() {
        // The bytes belong to the caller, who reads them to their end for the digest.
    }
}
