package dev.tryops.api.predict;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout.Slot;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads single JSON values into a row, by the contract's input rules. */
public final class JsonValues {

    private JsonValues() {}

    /** Writes the value that {@code in} stands at; of an array or an object {@code in} still stands at the start. */
    public static @Nullable ValueFault read(
            JsonParser in, JsonToken token, Slot slot, InferenceBuffers target, int row) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(in, token, slot, target, row);
            case VALUE_TRUE, VALUE_FALSE -> FeatureValues.bool(target, row, slot, token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> FeatureValues.missing(target, row, slot);
            case VALUE_STRING -> FeatureValues.text(target, row, slot, in.getString());
            default -> ValueFault.WRONG_TYPE;
        };
    }

    private static @Nullable ValueFault readNumber(
            JsonParser in, JsonToken token, Slot slot, InferenceBuffers target, int row) {
        if (in.getStringLength() > ValueFault.MAX_LITERAL) {
            return ValueFault.NUMBER_TOO_LONG;
        }
        double value = in.getDoubleValue();
        if (value == 0 && token == JsonToken.VALUE_NUMBER_INT && in.getStringLength() == 2) {
            value = -0.0; // "-0": as an integer it has lost the sign that "-0.0" keeps
        }
        boolean integral = switch (slot.feature().dtype()) {
            case FLOAT64, STRING -> true; // does not matter
            case INT64, BOOL ->
                token == JsonToken.VALUE_NUMBER_INT || Double.isInfinite(value) || isInteger(in.getString());
        };
        return FeatureValues.number(target, row, slot, value, integral);
    }

    /** Decided on the literal: as a double, 8.00000000000000001 would be one. */
    public static boolean isInteger(String literal) {
        try {
            BigDecimal value = new BigDecimal(literal);
            return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        } catch (NumberFormatException e) {
            return isZero(literal); // an exponent beyond BigDecimal's that did not overflow: a tiny fraction, or zero
        }
    }

    private static boolean isZero(String literal) {
        return literal.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
    }
}
