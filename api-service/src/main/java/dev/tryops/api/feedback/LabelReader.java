package dev.tryops.api.feedback;

import dev.tryops.api.predict.FeatureValues;
import dev.tryops.api.predict.ValueFault;
import dev.tryops.api.predict.Violations;
import dev.tryops.model.ClassLabel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the members of one object that labels a prediction, in whatever order they come. */
final class LabelReader {

    private final String pointer;
    private final Violations violations;

    private boolean idGiven;
    private boolean labelGiven;
    private @Nullable String id;
    private @Nullable ClassLabel label;

    /** @param pointer where the object stands in the body */
    LabelReader(String pointer, Violations violations) {
        this.pointer = pointer;
        this.violations = violations;
    }

    /** Takes the value that {@code in} stands at, and leaves {@code in} at its end; false if no such member is known. */
    boolean take(String name, JsonParser in) {
        switch (name) {
            case "prediction_id" -> {
                if (once(name, idGiven)) {
                    id = readId(in);
                }
                idGiven = true;
            }
            case "label" -> {
                if (once(name, labelGiven)) {
                    label = readLabel(in);
                }
                labelGiven = true;
            }
            default -> {
                return false;
            }
        }
        in.skipChildren();
        return true;
    }

    /** Whether any member was given. */
    boolean begun() {
        return idGiven || labelGiven;
    }

    /** What was read, if nothing of it was at fault. */
    Optional<Reported> end() {
        if (!idGiven) {
            violations.add(pointer + "/prediction_id", "missing_key", "'prediction_id' is missing");
        }
        if (!labelGiven) {
            violations.add(pointer + "/label", "missing_key", "'label' is missing");
        }
        return id == null || label == null ? Optional.empty() : Optional.of(new Reported(pointer, id, label));
    }

    private boolean once(String name, boolean given) {
        if (given) {
            violations.add(pointer + "/" + name, "duplicate_key", "'" + name + "' is given twice");
        }
        return !given;
    }

    private @Nullable String readId(JsonParser in) {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        violations.add(pointer + "/prediction_id", "wrong_type", "'prediction_id' is a string");
        return null;
    }

    private @Nullable ClassLabel readLabel(JsonParser in) {
        return switch (in.currentToken()) {
            case VALUE_STRING -> text(in.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(in);
            case VALUE_TRUE, VALUE_FALSE -> ClassLabel.ofText(in.getString());
            default -> fault("wrong_type", "'label' is a string, a number or a boolean");
        };
    }

    private @Nullable ClassLabel number(JsonParser in) {
        if (in.getStringLength() > ValueFault.MAX_LITERAL) {
            return fault(
                    "number_too_long", "'label' is written with more than " + ValueFault.MAX_LITERAL + " characters");
        }
        try {
            return ClassLabel.ofNumber(in.getString());
        } catch (IllegalArgumentException e) {
            return fault("out_of_range", "'label' is a number that no class is called by");
        }
    }

    private @Nullable ClassLabel text(String text) {
        if (FeatureValues.hasLoneSurrogate(text)) {
            return fault("not_unicode", "'label' has half of a surrogate pair, which is no character");
        }
        if (text.indexOf('\0') >= 0) {
            return fault("nul_character", "'label' has a NUL character");
        }
        try {
            return ClassLabel.ofText(text);
        } catch (IllegalArgumentException e) {
            return fault("bad_label", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable ClassLabel fault(String code, String message) {
        violations.add(pointer + "/label", code, message);
        return null;
    }
}
