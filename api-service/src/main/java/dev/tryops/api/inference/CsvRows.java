package dev.tryops.api.inference;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.tryops.api.predict.FeatureValues;
import dev.tryops.api.predict.JsonValues;
import dev.tryops.api.predict.ValueFault;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.Dtype;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV (RFC 4180, UTF-8) without a header, its fields in schema order; an empty one is a missing value, and an empty
 * line a row of one field. Pointers are
 * {@code /row/field}, from 0.
 */
final class CsvRows {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?");

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final InputLayout layout;
    private final int maxRows;
    private final InferenceBuffers buffers;
    private final Violations violations;

    CsvRows(InputLayout layout, int maxRows, InferenceBuffers buffers, Violations violations) {
        this.layout = layout;
        this.maxRows = maxRows;
        this.buffers = buffers;
        this.violations = violations;
        buffers.begin(layout);
    }

    /** The number of rows, which are complete only if nothing was added to the violations. */
    int read(byte[] bytes, int length) {
        String text = decoded(bytes, length);
        if (text == null || text.startsWith(BYTE_ORDER_MARK)) {
            malformed("The body is not UTF-8 without a byte-order mark");
            return 0;
        }
        int count = 0;
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // both are reported with all other faults
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .skipEmptyLines(false) // skipped, the answers behind it would belong to other lines
                .ofCsvRecord(text)) {
            for (CsvRecord fields : records) {
                if (count < maxRows) {
                    buffers.reserve(count + 1);
                    readRow(fields, count);
                }
                count++;
            }
        } catch (CsvParseException | UncheckedIOException e) {
            malformed("The body is not well-formed CSV after row " + count);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is nothing that could fail: all of it is in memory
        }
        if (count == 0) {
            violations.add("", "empty_batch", "There are no rows");
        } else if (count > maxRows) {
            violations.add(
                    "", "batch_too_large", "There are %d rows, at most %d are accepted".formatted(count, maxRows));
        }
        return count;
    }

    private static @Nullable String decoded(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private void malformed(String message) {
        violations.add("", "malformed_csv", message);
    }

    private void readRow(CsvRecord fields, int row) {
        if (fields.getFieldCount() != layout.size()) {
            violations.add(
                    "/" + row,
                    "element_count",
                    "Line %d has %d fields, not %d"
                            .formatted(fields.getStartingLineNumber(), fields.getFieldCount(), layout.size()));
            return;
        }
        for (Slot slot : layout.slots()) {
            int position = slot.feature().position();
            ValueFault fault = value(fields.getField(position), slot, row);
            if (fault != null) {
                violations.add(
                        "/" + row + "/" + position,
                        fault.code(),
                        fault.sentence(slot.feature()) + " (line " + fields.getStartingLineNumber() + ")");
            }
        }
    }

    private @Nullable ValueFault value(String field, Slot slot, int row) {
        if (slot.isText() && !field.isEmpty()) {
            return FeatureValues.text(buffers, row, slot, field);
        }
        String text = field.strip();
        if (text.isEmpty()) {
            return FeatureValues.missing(buffers, row, slot);
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return FeatureValues.bool(buffers, row, slot, text.equalsIgnoreCase("true"));
        }
        if (text.length() > ValueFault.MAX_LITERAL) {
            return ValueFault.NUMBER_TOO_LONG;
        }
        if (!NUMBER.matcher(text).matches()) {
            return ValueFault.WRONG_TYPE;
        }
        double value = Double.parseDouble(text);
        boolean integral =
                slot.feature().dtype() == Dtype.FLOAT64 || Double.isInfinite(value) || JsonValues.isInteger(text);
        return FeatureValues.number(buffers, row, slot, value, integral);
    }
}
