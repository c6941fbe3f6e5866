package dev.tryops.api.inference;

import dev.tryops.api.predict.FeatureValues;
import dev.tryops.api.predict.JsonValues;
import dev.tryops.api.predict.ValueFault;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads rows that stand in JSON as objects, as arrays or as columns. */
final class JsonRows {

    private final InputLayout layout;
    private final int maxRows;
    private final InferenceBuffers buffers;
    private final Violations violations;

    JsonRows(InputLayout layout, int maxRows, InferenceBuffers buffers, Violations violations) {
        this.layout = layout;
        this.maxRows = maxRows;
        this.buffers = buffers;
        this.violations = violations;
    }

    /**
     * Reads an array of rows, each an object by feature, or an array with the values of {@code columns}; returns how many
     * there are.
     *
     * @param columns null where rows must be objects; its nulls are columns that are passed over
     */
    int readRows(JsonParser in, JsonToken token, @Nullable List<@Nullable Slot> columns, String pointer) {
        if (token != JsonToken.START_ARRAY) {
            violations.add(pointer, "wrong_type", "This is an array of rows");
            in.skipChildren();
            return 0;
        }
        int count = 0;
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            if (count < maxRows) {
                buffers.reserve(count + 1);
                readRow(in, next, count, columns, pointer + "/" + count);
            }
            in.skipChildren(); // beyond the limit counted, and not read
            count++;
        }
        requireCount(count, pointer);
        return count;
    }

    private void readRow(
            JsonParser in, JsonToken token, int row, @Nullable List<@Nullable Slot> columns, String pointer) {
        if (token == JsonToken.START_OBJECT) {
            readObject(in, row, pointer);
        } else if (token == JsonToken.START_ARRAY && columns != null) {
            readArray(in, row, columns, pointer);
        } else {
            violations.add(
                    pointer,
                    "wrong_type",
                    columns == null ? "A row is an object of features" : "A row is an array of values, or an object");
        }
    }

    private void readObject(JsonParser in, int row, String pointer) {
        BitSet seen = new BitSet();
        boolean empty = true;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            empty = false;
            String name = in.currentName();
            JsonToken value = in.nextToken();
            Slot slot = unseen(name, seen, pointer);
            if (slot != null) {
                put(in, value, slot, row, pointer + Violations.segment(name));
            }
            in.skipChildren();
        }
        if (empty) {
            violations.add(pointer, "empty_object", "The object has no features");
        } else {
            fillMissing(seen, row, 1, pointer);
        }
    }

    private void readArray(JsonParser in, int row, List<@Nullable Slot> columns, String pointer) {
        int index = 0;
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            Slot slot = index < columns.size() ? columns.get(index) : null;
            if (slot != null) {
                put(in, next, slot, row, pointer + "/" + index);
            }
            in.skipChildren();
            index++;
        }
        if (index != columns.size()) {
            violations.add(pointer, "element_count", "The row has %d values, not %d".formatted(index, columns.size()));
        }
    }

    /** Reads an object of columns, each an array of values or of arrays of one; returns how many rows they have. */
    int readColumns(JsonParser in, String pointer) {
        BitSet seen = new BitSet();
        int rows = -1;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            Slot slot = unseen(name, seen, pointer);
            if (slot != null) {
                int count = readColumn(in, value, slot, pointer + Violations.segment(name));
                if (rows >= 0 && rows != count) {
                    violations.add(
                            pointer + Violations.segment(name),
                            "unequal_rows",
                            "The columns have %d and %d rows".formatted(rows, count));
                }
                rows = Math.max(rows, count);
            }
            in.skipChildren();
        }
        requireCount(Math.max(0, rows), pointer);
        fillColumns(seen, rows, pointer);
        return rows;
    }

    private int readColumn(JsonParser in, JsonToken token, Slot slot, String pointer) {
        if (token != JsonToken.START_ARRAY) {
            violations.add(pointer, "wrong_type", "A column is an array of values");
            return 0;
        }
        int count = 0;
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            String place = pointer + "/" + count;
            if (count < maxRows) {
                buffers.reserve(count + 1);
                if (next == JsonToken.START_ARRAY) {
                    readArray(in, count, List.of(slot), place);
                } else {
                    put(in, next, slot, count, place);
                }
            }
            in.skipChildren();
            count++;
        }
        return count;
    }

    /** The place of a feature, which now counts as seen; null, with the reason reported, if it has none or is seen. */
    private @Nullable Slot unseen(String name, BitSet seen, String pointer) {
        Slot slot = layout.slot(name);
        if (slot == null) {
            violations.add(
                    pointer + Violations.foreignSegment(name),
                    "unknown_feature",
                    "The model has no feature '" + Violations.printable(name) + "'");
            return null;
        }
        if (seen.get(slot.feature().position())) {
            violations.add(
                    pointer + Violations.segment(name), "duplicate_key", "Feature '" + name + "' is given twice");
            return null;
        }
        seen.set(slot.feature().position());
        return slot;
    }

    private void put(JsonParser in, JsonToken token, Slot slot, int row, String pointer) {
        ValueFault fault = JsonValues.read(in, token, slot, buffers, row);
        if (fault != null) {
            violations.add(pointer, fault.code(), fault.sentence(slot.feature()));
        }
    }

    /** Has the model impute columns that are not there, in as many rows as the others have; reports what it cannot. */
    void fillColumns(BitSet seen, int rows, String pointer) {
        fillMissing(seen, 0, Math.clamp(rows, 1, maxRows), pointer);
    }

    private void fillMissing(BitSet seen, int first, int rows, String pointer) {
        buffers.reserve(first + rows);
        for (int i = seen.nextClearBit(0); i < layout.size(); i = seen.nextClearBit(i + 1)) {
            Slot slot = layout.slots().get(i);
            for (int row = first; row < first + rows; row++) {
                if (FeatureValues.missing(buffers, row, slot) != null) {
                    String name = slot.feature().name();
                    violations.add(
                            pointer + Violations.segment(name), "missing_feature", "Feature '" + name + "' is missing");
                    break;
                }
            }
        }
    }

    private void requireCount(int count, String pointer) {
        if (count == 0) {
            violations.add(pointer, "empty_batch", "There are no rows");
        } else if (count > maxRows) {
            violations.add(
                    pointer, "batch_too_large", "There are %d rows, at most %d are accepted".formatted(count, maxRows));
        }
    }
}
