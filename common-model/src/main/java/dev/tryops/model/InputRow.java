package dev.tryops.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row as a graph takes it: the columns of its {@link InputLayout}. */
public record InputRow(float[] numbers, String[] texts) {

    /** Throws {@link IllegalArgumentException} with a sentence if a value is missing or of another kind. */
    public static InputRow of(InputLayout layout, Map<String, ?> values) {
        InputRow row = new InputRow(new float[layout.numbers()], new String[layout.texts()]);
        for (InputLayout.Slot slot : layout.slots()) {
            Object value = values.get(slot.feature().name());
            if (slot.isText()) {
                row.texts[slot.column()] = text(slot.feature(), value);
            } else {
                row.numbers[slot.column()] = number(slot.feature(), value);
            }
        }
        return row;
    }

    private static float number(Feature feature, @Nullable Object value) {
        return switch (value) {
            case Number number -> number.floatValue();
            case Boolean bool -> bool ? 1 : 0;
            case null -> {
                requireNullable(feature);
                yield Float.NaN;
            }
            default -> throw unusable(feature);
        };
    }

    private static String text(Feature feature, @Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case null -> {
                requireNullable(feature);
                yield "";
            }
            default -> throw unusable(feature);
        };
    }

    private static void requireNullable(Feature feature) {
        if (!feature.nullable()) {
            throw unusable(feature);
        }
    }

    private static IllegalArgumentException unusable(Feature feature) {
        return new IllegalArgumentException("The row has no usable value of feature '" + feature.name() + "'");
    }
}
