package dev.tryops.training.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file in UTF-8 (RFC 4180; a byte-order mark, CRLF and quoted fields are fine) with a header. It is read once,
 * from front to back, and every fault in it is reported at once.
 */
public final class CsvFile {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Path path;
    private final String target;

    public CsvFile(Path path, String target) {
        this.path = path;
        this.target = target;
    }

    /** The table; {@code serving} is the schema whose types are kept where the values allow. */
    public Ingested read(Optional<FeatureSchema> serving) {
        requireFile();
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            Dataset data = parse(in, serving);
            return new Ingested(data, HexFormat.of().formatHex(digest.digest()));
        } catch (CharacterCodingException e) {
            throw notUtf8();
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? notUtf8() : unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (CsvParseException e) {
            throw new BadData("%s is not a well-formed CSV file: %s.".formatted(path, reason(e)));
        }
    }

    private Dataset parse(InputStream in, Optional<FeatureSchema> serving) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(withoutByteOrderMark(in))) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new BadData(path + " is empty. It needs a header and rows.");
            }
            Header header = Header.of(path.toString(), records.next(), target);
            CsvTable table = new CsvTable(path.toString(), header, serving);
            records.forEachRemaining(table::add);
            return table.toDataset();
        }
    }

    /** A decoder of its own reports malformed bytes; the default one replaces them silently. */
    private static BufferedReader withoutByteOrderMark(InputStream in) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private void requireFile() {
        if (!Files.exists(path)) {
            throw new BadData(path + " does not exist. Name a CSV file with --data.");
        }
        if (Files.isDirectory(path)) {
            throw new BadData(path + " is a directory. Name a CSV file with --data.");
        }
        if (!Files.isReadable(path)) {
            throw new BadData(path + " cannot be read. Check its permissions.");
        }
    }

    private BadData unreadable(@Nullable Throwable e) {
        return new BadData("%s cannot be read: %s.".formatted(path, e == null ? "unknown" : e.getMessage()));
    }

    private BadData notUtf8() {
        return new BadData("%s, line %d: not UTF-8. Save the file as UTF-8.".formatted(path, Utf8.firstBadLine(path)));
    }

    private static String reason(CsvParseException e) {
        String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return String.valueOf(message).replaceFirst("\\.$", "");
    }
}
