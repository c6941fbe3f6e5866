package dev.tryops.api.predict;

import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import java.util.Locale;

/** How a value breaks the rules. Its code is the name in lower case. */
public enum ValueFault {
    WRONG_TYPE,
    NULL_NOT_ALLOWED,
    NOT_AN_INTEGER,
    NOT_A_BOOLEAN,
    OUT_OF_RANGE,
    NUMBER_TOO_LONG,
    NOT_UNICODE,
    NUL_CHARACTER;

    /** A literal of more characters is no measured value; converting it would cost more than the request. */
    public static final int MAX_LITERAL = 100;

    private final String code = name().toLowerCase(Locale.ROOT);

    public String code() {
        return code;
    }

    public String sentence(Feature feature) {
        String name = "Feature '" + feature.name() + "' ";
        return name
                + switch (this) {
                    case WRONG_TYPE -> "takes " + kind(feature.dtype());
                    case NULL_NOT_ALLOWED -> "must not be null";
                    case NOT_AN_INTEGER -> "takes an integer; a fraction is not one";
                    case NOT_A_BOOLEAN -> "takes true, false, 0 or 1";
                    case OUT_OF_RANGE -> "is beyond what a 32-bit float holds";
                    case NUMBER_TOO_LONG -> "is written with more than " + MAX_LITERAL + " characters";
                    case NOT_UNICODE -> "has half of a surrogate pair, which is no character";
                    case NUL_CHARACTER -> "has a NUL character";
                };
    }

    private static String kind(Dtype dtype) {
        return switch (dtype) {
            case INT64 -> "an integer";
            case FLOAT64 -> "a number";
            case BOOL -> "true, false, 0 or 1";
            case STRING -> "a string";
        };
    }
}
