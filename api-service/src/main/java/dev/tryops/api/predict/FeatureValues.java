package dev.tryops.api.predict;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.Dtype;
import dev.tryops.model.InputLayout.Slot;
import org.jspecify.annotations.Nullable;

/** Writes decoded values into a row, by the contract's rules for them; what breaks a rule is answered and not written. */
public final class FeatureValues {

    private FeatureValues() {}

    /**
     * A number in any notation.
     *
     * @param integral whether the number as the client wrote it is an integer; as a double, 8.00000000000000001 would be
     */
    public static @Nullable ValueFault number(
            InferenceBuffers target, int row, Slot slot, double value, boolean integral) {
        Dtype dtype = slot.feature().dtype();
        if (dtype == Dtype.STRING) {
            return ValueFault.WRONG_TYPE;
        }
        float rounded = (float) value;
        if (!Float.isFinite(rounded)) {
            return ValueFault.OUT_OF_RANGE;
        }
        if (dtype != Dtype.FLOAT64 && !integral) {
            return dtype == Dtype.BOOL ? ValueFault.NOT_A_BOOLEAN : ValueFault.NOT_AN_INTEGER;
        }
        if (dtype == Dtype.BOOL && value != 0 && value != 1) {
            return ValueFault.NOT_A_BOOLEAN;
        }
        target.number(row, slot.column(), rounded);
        return null;
    }

    public static @Nullable ValueFault bool(InferenceBuffers target, int row, Slot slot, boolean value) {
        if (slot.feature().dtype() != Dtype.BOOL) {
            return ValueFault.WRONG_TYPE;
        }
        target.number(row, slot.column(), value ? 1 : 0);
        return null;
    }

    public static @Nullable ValueFault text(InferenceBuffers target, int row, Slot slot, String value) {
        if (!slot.isText()) {
            return ValueFault.WRONG_TYPE;
        }
        if (hasLoneSurrogate(value)) {
            return ValueFault.NOT_UNICODE;
        }
        if (value.indexOf('\0') >= 0) {
            return ValueFault.NUL_CHARACTER; // ONNX Runtime's strings end there
        }
        target.text(row, slot.column(), value);
        return null;
    }

    /** A value that is null, or not there at all: the model imputes it, where it can. */
    public static @Nullable ValueFault missing(InferenceBuffers target, int row, Slot slot) {
        if (!slot.feature().nullable()) {
            return ValueFault.NULL_NOT_ALLOWED;
        }
        if (slot.isText()) {
            target.text(row, slot.column(), "");
        } else {
            target.number(row, slot.column(), Float.NaN);
        }
        return null;
    }

    /** Whether a text has half of a surrogate pair, which no encoding can write. */
    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(++i))) {
                    return true;
                }
            }
        }
        return false;
    }
}
