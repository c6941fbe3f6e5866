package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tryops.api.predict.PredictionReader.Body;
import dev.tryops.api.predict.PredictionReader.Form;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies that nearly all clients send, from their bytes: sound JSON in ASCII without escapes, that breaks no rule.
 * Whatever is not so plain, it leaves to a parser that can say what is wrong; it is never the one to refuse. Features are
 * fastest in the order of the schema. One thread at a time.
 */
final class PlainReader {

    /** The body is for another reader, and what the buffers hold is void. */
    static final int NOT_PLAIN = -1;

    /** Stands behind the end; no JSON has it anywhere. */
    private static final byte END = 0;

    private final PlainNumber number = new PlainNumber();

    private byte[] bytes = {};
    private int length;
    private int pos;

    private @Nullable InputLayout layout;
    /** The names in schema order; of one that is not plain, null. */
    private byte[] @Nullable [] names = {};
    /** In which row a feature was given last, counted over all requests. */
    private int[] given = {};

    private int rowsRead;

    /** How many rows the body has, which then are in {@code buffers}, or {@link #NOT_PLAIN}. */
    int read(Body body, Form form, InputLayout of, InferenceBuffers buffers) {
        if (layout != of) {
            prepare(of);
        }
        bytes = body.bytes();
        length = body.length();
        pos = 0;
        if (!skip('{') || !skip('"') || !matches(form.keyAndQuote()) || !skip(':')) {
            return NOT_PLAIN;
        }
        int rows = form.batch() ? readBatch(form.maxRows(), of, buffers) : readSingle(of, buffers);
        return rows != NOT_PLAIN && skip('}') && peek() == END && pos == length ? rows : NOT_PLAIN;
    }

    private void prepare(InputLayout of) {
        names = of.slots().stream()
                .map(slot -> slot.feature().name())
                .map(name -> name.chars().allMatch(c -> c < 128 && isPlain((byte) c)) ? name.getBytes(US_ASCII) : null)
                .toArray(byte[][]::new);
        given = new int[of.size()];
        rowsRead = 0;
        layout = of;
    }

    private int readSingle(InputLayout of, InferenceBuffers buffers) {
        buffers.reserve(1);
        return readRow(of, buffers, 0) ? 1 : NOT_PLAIN;
    }

    private int readBatch(int maxRows, InputLayout of, InferenceBuffers buffers) {
        if (!skip('[')) {
            return NOT_PLAIN;
        }
        int rows = 0;
        do {
            buffers.reserve(rows + 1);
            if (rows == maxRows || !readRow(of, buffers, rows)) {
                return NOT_PLAIN;
            }
            rows++;
        } while (skip(','));
        return skip(']') ? rows : NOT_PLAIN;
    }

    private boolean readRow(InputLayout of, InferenceBuffers buffers, int row) {
        if (++rowsRead < 0) {
            prepare(of); // every row of two thousand million was counted
            rowsRead = 1;
        }
        if (!skip('{')) {
            return false;
        }
        int features = 0;
        int next = 0;
        do {
            int feature = skip('"') ? readName(of, next) : -1;
            if (feature < 0 || given[feature] == rowsRead || !skip(':')) {
                return false;
            }
            given[feature] = rowsRead;
            if (!readValue(of.slots().get(feature), buffers, row)) {
                return false;
            }
            features++;
            next = feature + 1;
        } while (skip(','));
        return skip('}') && (features == given.length || fillMissing(of, buffers, row));
    }

    private boolean fillMissing(InputLayout of, InferenceBuffers buffers, int row) {
        for (int feature = 0; feature < given.length; feature++) {
            if (given[feature] != rowsRead
                    && FeatureValues.missing(buffers, row, of.slots().get(feature)) != null) {
                return false;
            }
        }
        return true;
    }

    /** The position of the feature whose name stands here, or -1. */
    private int readName(InputLayout of, int expected) {
        if (expected < names.length) {
            byte[] name = names[expected];
            int start = pos;
            if (name != null && matches(name) && pos < length && bytes[pos] == '"') {
                pos++;
                return expected;
            }
            pos = start;
        }
        String name = readText();
        Slot slot = name == null ? null : of.slot(name);
        return slot == null ? -1 : slot.feature().position();
    }

    private boolean readValue(Slot slot, InferenceBuffers buffers, int row) {
        return switch (peek()) {
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readNumber(slot, buffers, row);
            case '"' -> {
                pos++;
                String text = readText();
                yield text != null && FeatureValues.text(buffers, row, slot, text) == null;
            }
            case 't' -> matches(Literal.TRUE) && FeatureValues.bool(buffers, row, slot, true) == null;
            case 'f' -> matches(Literal.FALSE) && FeatureValues.bool(buffers, row, slot, false) == null;
            case 'n' -> matches(Literal.NULL) && FeatureValues.missing(buffers, row, slot) == null;
            default -> false;
        };
    }

    private boolean readNumber(Slot slot, InferenceBuffers buffers, int row) {
        int end = number.read(bytes, pos, length);
        if (end < 0 || end - pos > ValueFault.MAX_LITERAL) {
            return false;
        }
        pos = end;
        boolean integral = switch (slot.feature().dtype()) {
            case FLOAT64, STRING -> true; // does not matter
            case INT64, BOOL -> number.isInteger();
        };
        return FeatureValues.number(buffers, row, slot, number.value(), integral) == null;
    }

    /** What stands between here and the next quote, which is passed over; null if that is not plain. */
    private @Nullable String readText() {
        for (int end = pos; end < length; end++) {
            if (bytes[end] == '"') {
                String text = new String(bytes, pos, end - pos, US_ASCII);
                pos = end + 1;
                return text;
            }
            if (!isPlain(bytes[end])) {
                return null;
            }
        }
        return null;
    }

    private static boolean isPlain(byte character) {
        return character >= ' ' && character != '"' && character != '\\';
    }

    private boolean matches(byte[] expected) {
        if (length - pos < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[pos + i] != expected[i]) {
                return false;
            }
        }
        pos += expected.length;
        return true;
    }

    /** Whether this comes next, possibly after white space, and if so, passes over it. */
    private boolean skip(char expected) {
        if (peek() == expected) {
            pos++;
            return true;
        }
        return false;
    }

    /** What comes next after white space. */
    private byte peek() {
        while (pos < length) {
            byte next = bytes[pos];
            if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
                return next;
            }
            pos++;
        }
        return END;
    }

    private static final class Literal {
        static final byte[] TRUE = "true".getBytes(US_ASCII);
        static final byte[] FALSE = "false".getBytes(US_ASCII);
        static final byte[] NULL = "null".getBytes(US_ASCII);

        private Literal() {}
    }
}
