package dev.tryops.model;

import java.io.Serializable;
import java.util.Objects;

/** One column of a model's input. {@code nullable} means that the model itself imputes a missing value. */
public record Feature(String name, int position, Dtype dtype, boolean nullable) implements Serializable {

    private static final int MAX_NAME_LENGTH = 256;

    public Feature {
        Objects.requireNonNull(dtype, "dtype");
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("A feature name has 1 to " + MAX_NAME_LENGTH + " characters, not "
                    + (name.isBlank() ? "only blanks" : name.length()));
        }
        if (hasLoneSurrogate(name)) {
            throw new IllegalArgumentException("Feature " + position + " has a name that is not valid Unicode");
        }
        if (position < 0) {
            throw new IllegalArgumentException("Feature '" + name + "' has a negative position");
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
