package dev.tryops.model;

import java.util.Locale;

/** The declared type of a feature; what a client may send for it. */
public enum Dtype {
    INT64,
    FLOAT64,
    BOOL,
    STRING;

    /** The name used in artifacts: {@code int64}, {@code float64}, {@code bool}, {@code string}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
