package dev.tryops.api.inference;

import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputLayout.Slot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Streams the JSON of MLflow's scoring protocol into rows: {@code dataframe_split}, {@code dataframe_records},
 * {@code instances} (rows as objects, or as arrays in schema order) or {@code inputs} (those, or columns by name).
 */
final class InvocationReader {

    private static final String KEYS = "dataframe_split, dataframe_records, instances or inputs";

    private final InputLayout layout;
    private final Violations violations;
    private final JsonRows rows;
    private final JsonText json;

    private int count = -1;

    InvocationReader(JsonText json, InputLayout layout, int maxRows, InferenceBuffers buffers, Violations violations) {
        this.json = json;
        this.layout = layout;
        this.violations = violations;
        this.rows = new JsonRows(layout, maxRows, buffers, violations);
        buffers.begin(layout);
    }

    /** The number of rows, which are complete only if nothing was added to the violations. */
    int read() {
        json.read(violations, this::readBody);
        return Math.max(0, count);
    }

    private void readBody(JsonParser in) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            violations.add("", "wrong_type", "The body is a JSON object with " + KEYS);
            in.skipChildren();
            return;
        }
        JsonKeys keys = new JsonKeys(violations);
        for (String key = keys.next(in); key != null; key = keys.next(in)) {
            JsonToken value = in.currentToken();
            if (!isKey(key) || count >= 0) {
                violations.add(
                        Violations.foreignSegment(key), "unknown_key", "The body has one of " + KEYS + ", and no more");
            } else {
                count = readForm(in, key, value);
            }
            in.skipChildren();
        }
        if (count < 0) {
            violations.add("", "missing_key", "The body has none of " + KEYS);
        }
    }

    private static boolean isKey(String key) {
        return key.equals("dataframe_split")
                || key.equals("dataframe_records")
                || key.equals("instances")
                || key.equals("inputs");
    }

    private int readForm(JsonParser in, String key, JsonToken value) {
        String pointer = "/" + key;
        return switch (key) {
            case "dataframe_split" -> new Split().read(in, value);
            case "dataframe_records" -> rows.readRows(in, value, null, pointer);
            case "inputs" ->
                value == JsonToken.START_OBJECT
                        ? Math.max(0, rows.readColumns(in, pointer))
                        : rows.readRows(in, value, inSchemaOrder(), pointer);
            default -> rows.readRows(in, value, inSchemaOrder(), pointer);
        };
    }

    private List<@Nullable Slot> inSchemaOrder() {
        return new ArrayList<>(layout.slots());
    }

    /** {@code {"columns": […], "data": [[…]…], "index": […]}}: the names may come after the data that they name. */
    private final class Split {
        private static final String POINTER = "/dataframe_split";

        private final BitSet seen = new BitSet();
        private @Nullable List<@Nullable Slot> columns;
        /** The columns are an array, whatever is in it. */
        private boolean listed;
        /** One of the columns cannot be told: whatever is missing may be that one. */
        private boolean nameless;

        private long dataOffset = -1;
        private boolean hasData;
        private int found;

        int read(JsonParser in, JsonToken token) {
            if (token != JsonToken.START_OBJECT) {
                violations.add(POINTER, "wrong_type", "'dataframe_split' is an object with columns and data");
                return 0;
            }
            JsonKeys keys = new JsonKeys(violations);
            for (String key = keys.next(in); key != null; key = keys.next(in)) {
                JsonToken value = in.currentToken();
                switch (key) {
                    case "columns" -> columns = readColumns(in, value);
                    case "data" -> readOrRemember(in);
                    case "index" ->
                        JsonKeys.passOver(in, violations); // rows keep their order, whatever they are called
                    default ->
                        violations.add(
                                POINTER + Violations.foreignSegment(key),
                                "unknown_key",
                                "It has columns, data and index");
                }
                in.skipChildren();
            }
            return complete();
        }

        private void readOrRemember(JsonParser in) {
            hasData = true;
            if (columns == null) {
                dataOffset = in.currentTokenLocation().getByteOffset();
            } else if (listed) {
                readData(in);
            }
        }

        private void readData(JsonParser in) {
            found = rows.readRows(in, in.currentToken(), columns, POINTER + "/data");
        }

        private int complete() {
            requireKey(columns != null, "columns");
            requireKey(hasData, "data");
            if (listed && dataOffset >= 0) {
                json.readAt((int) dataOffset, this::readData);
            }
            if (listed && !nameless) {
                rows.fillColumns(seen, found, POINTER + "/columns");
            }
            return found;
        }

        private void requireKey(boolean given, String key) {
            if (!given) {
                violations.add(POINTER + "/" + key, "missing_key", "'dataframe_split' has no '" + key + "'");
            }
        }

        private List<@Nullable Slot> readColumns(JsonParser in, JsonToken token) {
            List<@Nullable Slot> slots = new ArrayList<>();
            if (token != JsonToken.START_ARRAY) {
                violations.add(POINTER + "/columns", "wrong_type", "'columns' is an array of names");
                return slots;
            }
            listed = true;
            for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
                slots.add(
                        next == JsonToken.VALUE_STRING ? column(in.getString(), slots.size()) : nameless(slots.size()));
                in.skipChildren();
            }
            return slots;
        }

        private @Nullable Slot nameless(int index) {
            nameless = true;
            violations.add(POINTER + "/columns/" + index, "wrong_type", "A column has a name");
            return null;
        }

        private @Nullable Slot column(String name, int index) {
            Slot slot = layout.slot(name);
            if (slot == null || seen.get(slot.feature().position())) {
                violations.add(
                        POINTER + "/columns/" + index,
                        slot == null ? "unknown_feature" : "duplicate_key",
                        slot == null
                                ? "The model has no feature '" + Violations.printable(name) + "'"
                                : "Feature '" + name + "' is given twice");
                return null;
            }
            seen.set(slot.feature().position());
            return slot;
        }
    }
}
