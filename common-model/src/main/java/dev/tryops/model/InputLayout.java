package dev.tryops.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the features of a schema lie in the two inputs of a graph: {@value #NUMBERS}, float32 [n, numbers], and
 * {@value #TEXTS}, string [n, texts], each in schema order; an input without columns does not exist. A missing number is
 * NaN, a missing text the empty string, and a truth value 1 or 0. ONNX Runtime's Java API hands characters beyond U+FFFF
 * over in another encoding than graphs have, so a category with one of them is never recognized: a model must not have any.
 */
public final class InputLayout {

    public static final String NUMBERS = "input";
    public static final String TEXTS = "text";

    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, Slot> byName = new LinkedHashMap<>();
    private int numbers;
    private int texts;

    public InputLayout(FeatureSchema schema) {
        for (Feature feature : schema.features()) {
            Slot slot = new Slot(feature, feature.dtype() == Dtype.STRING ? texts++ : numbers++);
            slots.add(slot);
            byName.put(feature.name(), slot);
        }
    }

    /** The slots in schema order. */
    public List<Slot> slots() {
        return slots;
    }

    /** The slot of a feature, or null if the schema has none of that name. */
    public @Nullable Slot slot(String name) {
        return byName.get(name);
    }

    /** How many columns the numbers have. */
    public int numbers() {
        return numbers;
    }

    /** How many columns the texts have. */
    public int texts() {
        return texts;
    }

    public int size() {
        return slots.size();
    }

    /** A feature and its column among those of its kind. */
    public record Slot(Feature feature, int column) {

        public boolean isText() {
            return feature.dtype() == Dtype.STRING;
        }
    }
}
