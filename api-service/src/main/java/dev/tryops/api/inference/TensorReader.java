package dev.tryops.api.inference;

import dev.tryops.api.predict.FeatureValues;
import dev.tryops.api.predict.JsonValues;
import dev.tryops.api.predict.ValueFault;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout.Slot;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the elements of a tensor that stand in JSON, row-major, flat or nested as its shape is, into their places. */
final class TensorReader {

    private final InferenceBuffers buffers;
    private final Violations violations;

    TensorReader(InferenceBuffers buffers, Violations violations) {
        this.buffers = buffers;
        this.violations = violations;
    }

    /** Reads the value that {@code in} stands at, to its end. */
    void read(JsonParser in, JsonToken token, Target target, String pointer) {
        if (token != JsonToken.START_ARRAY) {
            violations.add(pointer, "wrong_type", "'data' is an array");
            in.skipChildren();
            return;
        }
        long count = 0;
        long inner = 0;
        int depth = 1;
        boolean asShaped = true;
        boolean nested = false;
        while (depth > 0) {
            JsonToken next = in.nextToken();
            if (next == JsonToken.START_ARRAY) {
                asShaped &= depth < target.rank() && (nested || count == 0);
                nested = true;
                inner = 0;
                depth++;
            } else if (next == JsonToken.END_ARRAY) {
                asShaped &= depth == 1 || inner == target.columns();
                depth--;
            } else {
                asShaped &= !nested || depth == 2;
                if (count < target.elements()) {
                    element(in, next, target, (int) count, nested, pointer);
                }
                in.skipChildren();
                count++;
                inner++;
            }
        }
        if (count != target.elements()) {
            violations.add(
                    pointer,
                    "element_count",
                    "'data' has %d elements, its shape %d".formatted(count, target.elements()));
        } else if (!asShaped) {
            violations.add(pointer, "bad_nesting", "'data' is flat, or nested exactly as its shape is");
        }
    }

    private void element(JsonParser in, JsonToken token, Target target, int i, boolean nested, String pointer) {
        Slot slot = target.slot(i);
        int row = target.row(i);
        ValueFault fault = value(in, token, target.datatype(), slot, row);
        if (fault != null) {
            String place = nested ? "/" + row + "/" + i % target.columns() : "/" + i;
            violations.add(pointer + place, fault.code(), sentence(fault, target.datatype(), slot));
        }
    }

    static String sentence(ValueFault fault, Datatype datatype, Slot slot) {
        return fault == ValueFault.OUT_OF_RANGE && datatype.isInteger()
                ? "Feature '" + slot.feature().name() + "' is beyond what " + datatype + " holds"
                : fault.sentence(slot.feature());
    }

    private @Nullable ValueFault value(JsonParser in, JsonToken token, Datatype datatype, Slot slot, int row) {
        boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        boolean fits = switch (datatype) {
            case BYTES -> token == JsonToken.VALUE_STRING;
            case BOOL -> number || token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
            default -> number;
        };
        if (token == JsonToken.VALUE_NULL) {
            return FeatureValues.missing(buffers, row, slot);
        }
        if (!fits) {
            return ValueFault.WRONG_TYPE;
        }
        ValueFault fault = number && datatype.isInteger() ? integerFault(in, datatype) : null;
        return fault != null ? fault : JsonValues.read(in, token, slot, buffers, row);
    }

    private static @Nullable ValueFault integerFault(JsonParser in, Datatype datatype) {
        if (in.getStringLength() > ValueFault.MAX_LITERAL) {
            return ValueFault.NUMBER_TOO_LONG;
        }
        String literal = in.getString();
        if (Double.isInfinite(in.getDoubleValue())) {
            return ValueFault.OUT_OF_RANGE;
        }
        if (!JsonValues.isInteger(literal)) {
            return ValueFault.NOT_AN_INTEGER;
        }
        return in.getDoubleValue() == 0 || datatype.holds(new BigDecimal(literal)) ? null : ValueFault.OUT_OF_RANGE;
    }
}
