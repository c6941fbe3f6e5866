package dev.tryops.api.predict;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Feature;
import dev.tryops.model.InputLayout.Slot;
import java.math.BigDecimal;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON object of features into a row, by the contract's input rules. */
final class FeatureRowReader {

    private final BitSet seen = new BitSet();

    /**
     * Reads the object that {@code in} stands at, and leaves {@code in} at its end. The row is complete only if nothing
     * was added to {@code violations}.
     *
     * @param pointer where the object stands in the body
     * @param row the row's place in {@code target}
     */
    void read(
            JsonParser in,
            ServingModel model,
            InferenceBuffers target,
            int row,
            Pointer pointer,
            Violations violations) {
        seen.clear();
        boolean empty = true;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            empty = false;
            readFeature(in, model, target, row, pointer, violations);
        }
        if (empty) {
            violations.add(pointer.text(), "empty_object", "The object has no features");
        } else if (seen.cardinality() < model.layout().size()) {
            fillMissing(model, target, row, pointer, violations);
        }
    }

    private void readFeature(
            JsonParser in,
            ServingModel model,
            InferenceBuffers target,
            int row,
            Pointer pointer,
            Violations violations) {
        String name = in.currentName();
        JsonToken token = in.nextToken();
        Slot slot = model.layout().slot(name);
        if (slot == null) {
            violations.add(
                    pointer.text() + Violations.foreignSegment(name),
                    "unknown_feature",
                    "The model has no feature '" + Violations.printable(name) + "'");
        } else if (seen.get(slot.feature().position())) {
            violations.add(
                    pointer.text() + Violations.segment(name),
                    "duplicate_key",
                    "Feature '" + Violations.printable(name) + "' is given twice");
        } else {
            seen.set(slot.feature().position());
            ValueFault fault = readValue(in, token, slot, target, row);
            if (fault != null) {
                violations.add(pointer.text() + Violations.segment(name), fault.code(), fault.sentence(slot.feature()));
            }
        }
        in.skipChildren();
    }

    private static @Nullable ValueFault readValue(
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
        boolean integral = switch (slot.feature().dtype()) {
            case FLOAT64, STRING -> true; // does not matter
            case INT64, BOOL ->
                token == JsonToken.VALUE_NUMBER_INT || Double.isInfinite(value) || isInteger(in.getString());
        };
        return FeatureValues.number(target, row, slot, value, integral);
    }

    /** Decided on the literal: as a double, 8.00000000000000001 would be one. */
    private static boolean isInteger(String literal) {
        try {
            BigDecimal value = new BigDecimal(literal);
            return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        } catch (NumberFormatException e) {
            return false; // an exponent beyond BigDecimal's that did not overflow: a tiny fraction
        }
    }

    private void fillMissing(
            ServingModel model, InferenceBuffers target, int row, Pointer pointer, Violations violations) {
        int size = model.layout().size();
        for (int i = seen.nextClearBit(0); i < size; i = seen.nextClearBit(i + 1)) {
            Slot slot = model.layout().slots().get(i);
            if (FeatureValues.missing(target, row, slot) != null) {
                Feature feature = slot.feature();
                violations.add(
                        pointer.text() + Violations.segment(feature.name()),
                        "missing_feature",
                        "Feature '" + feature.name() + "' is missing");
            }
        }
    }
}
