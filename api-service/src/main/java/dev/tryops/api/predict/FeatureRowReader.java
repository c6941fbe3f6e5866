package dev.tryops.api.predict;

import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import java.math.BigDecimal;
import java.nio.FloatBuffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON object of features into a row of floats, by the contract's input rules. */
final class FeatureRowReader {

    private static final int MAX_LITERAL = 100;

    private final BitSet seen = new BitSet();

    /**
     * Reads the object that {@code in} stands at, and leaves {@code in} at its end. The row is complete only if nothing
     * was added to {@code violations}.
     *
     * @param pointer where the object stands in the body
     * @param row the row's place in {@code target}
     */
    void read(JsonParser in, ServingModel model, FloatBuffer target, int row, String pointer, Violations violations) {
        seen.clear();
        int start = row * model.schema().size();
        boolean empty = true;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            empty = false;
            readFeature(in, model, target, start, pointer, violations);
        }
        if (empty) {
            violations.add(pointer, "empty_object", "The object has no features");
        } else if (seen.cardinality() < model.schema().size()) {
            fillMissing(model, target, start, pointer, violations);
        }
    }

    private void readFeature(
            JsonParser in, ServingModel model, FloatBuffer target, int start, String pointer, Violations violations) {
        String name = in.currentName();
        JsonToken token = in.nextToken();
        Feature feature = model.featuresByName().get(name);
        if (feature == null) {
            violations.add(
                    pointer + Violations.foreignSegment(name),
                    "unknown_feature",
                    "The model has no feature '" + Violations.printable(name) + "'");
        } else if (seen.get(feature.position())) {
            violations.add(
                    pointer + Violations.segment(name),
                    "duplicate_key",
                    "Feature '" + Violations.printable(name) + "' is given twice");
        } else {
            seen.set(feature.position());
            Fault fault = readValue(in, token, feature, target, start + feature.position());
            if (fault != null) {
                violations.add(pointer + Violations.segment(name), fault.code, fault.sentence(feature));
            }
        }
        in.skipChildren();
    }

    private static @Nullable Fault readValue(
            JsonParser in, JsonToken token, Feature feature, FloatBuffer target, int index) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(in, token, feature, target, index);
            case VALUE_TRUE, VALUE_FALSE -> {
                if (feature.dtype() != Dtype.BOOL) {
                    yield Fault.WRONG_TYPE;
                }
                target.put(index, token == JsonToken.VALUE_TRUE ? 1 : 0);
                yield null;
            }
            case VALUE_NULL -> {
                if (!feature.nullable()) {
                    yield Fault.NULL_NOT_ALLOWED;
                }
                target.put(index, Float.NaN);
                yield null;
            }
            default -> Fault.WRONG_TYPE;
        };
    }

    private static @Nullable Fault readNumber(
            JsonParser in, JsonToken token, Feature feature, FloatBuffer target, int index) {
        if (in.getStringLength() > MAX_LITERAL) {
            return Fault.NUMBER_TOO_LONG;
        }
        double value = in.getDoubleValue();
        float rounded = (float) value;
        if (Float.isInfinite(rounded)) {
            return Fault.OUT_OF_RANGE;
        }
        if (feature.dtype() != Dtype.FLOAT64 && token == JsonToken.VALUE_NUMBER_FLOAT && !isInteger(in.getString())) {
            return feature.dtype() == Dtype.BOOL ? Fault.NOT_A_BOOLEAN : Fault.NOT_AN_INTEGER;
        }
        if (feature.dtype() == Dtype.BOOL && value != 0 && value != 1) {
            return Fault.NOT_A_BOOLEAN;
        }
        target.put(index, rounded);
        return null;
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

    private void fillMissing(ServingModel model, FloatBuffer target, int start, String pointer, Violations violations) {
        int size = model.schema().size();
        for (int i = seen.nextClearBit(0); i < size; i = seen.nextClearBit(i + 1)) {
            Feature feature = model.schema().features().get(i);
            if (feature.nullable()) {
                target.put(start + i, Float.NaN);
            } else {
                violations.add(
                        pointer + Violations.segment(feature.name()),
                        "missing_feature",
                        "Feature '" + feature.name() + "' is missing");
            }
        }
    }

    private enum Fault {
        WRONG_TYPE("wrong_type"),
        NULL_NOT_ALLOWED("null_not_allowed"),
        NOT_AN_INTEGER("not_an_integer"),
        NOT_A_BOOLEAN("not_a_boolean"),
        OUT_OF_RANGE("out_of_range"),
        NUMBER_TOO_LONG("number_too_long");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        String sentence(Feature feature) {
            String name = "Feature '" + feature.name() + "' ";
            return name
                    + switch (this) {
                        case WRONG_TYPE -> "takes " + kind(feature.dtype());
                        case NULL_NOT_ALLOWED -> "must not be null";
                        case NOT_AN_INTEGER -> "takes an integer; a fraction is not one";
                        case NOT_A_BOOLEAN -> "takes true, false, 0 or 1";
                        case OUT_OF_RANGE -> "is beyond what a 32-bit float holds";
                        case NUMBER_TOO_LONG -> "is written with more than " + MAX_LITERAL + " characters";
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
}
