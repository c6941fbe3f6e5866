package dev.tryops.infra.generic;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Maps in the order of their keys, so that the same settings make the same bytes. */
final class Sorted {

    private Sorted() {}

    /** {@code value} with all maps in it sorted. */
    static Object copy(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, inner) -> sorted.put((String) key, copy(inner)));
                yield sorted;
            }
            case List<?> list -> list.stream().map(Sorted::copy).toList();
            default -> value;
        };
    }
}
