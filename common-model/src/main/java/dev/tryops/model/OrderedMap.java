package dev.tryops.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unmodifiable copies that keep their order: {@code Map.copyOf} shuffles, and artifacts must be reproducible. */
final class OrderedMap {

    private OrderedMap() {}

    static <V extends @Nullable Object> Map<String, V> copyOf(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
