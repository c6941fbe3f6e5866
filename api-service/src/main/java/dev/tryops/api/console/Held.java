package dev.tryops.api.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was read from the store, as far as it could be.
 *
 * @param value what the last read that succeeded gave; null before the first one
 * @param readAt when that was
 * @param fault why the last read failed; null if it did not
 */
record Held<T>(
        @Nullable T value,
        @Nullable Instant readAt,
        @Nullable String fault) {

    /** Nothing yet; the first read is under way. */
    static <T> Held<T> nothing() {
        return new Held<>(null, null, null);
    }

    static <T> Held<T> of(T value, Instant readAt) {
        return new Held<>(value, readAt, null);
    }

    /** The same, which could not be read anew. */
    Held<T> failed(String why) {
        return new Held<>(value, readAt, why);
    }

    boolean isFresh() {
        return readAt != null && fault == null;
    }
}
