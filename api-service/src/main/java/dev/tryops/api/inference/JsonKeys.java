package dev.tryops.api.inference;

import dev.tryops.api.predict.Violations;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * The keys of one object, of which none may be there twice. A parser that found that out by itself would end there, and
 * the faults behind it would not be told.
 */
final class JsonKeys {

    private final Violations violations;
    private final Set<String> seen = new HashSet<>();

    JsonKeys(Violations violations) {
        this.violations = violations;
    }

    /**
     * The next key, with {@code in} at its value; null at the end of the object. A key that was there before is reported,
     * and its value passed over.
     */
    @Nullable String next(JsonParser in) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = in.currentName();
            if (seen.add(key)) {
                in.nextToken();
                return key;
            }
            if (!violations.isFull()) {
                violations.add(
                        pointer(in.streamReadContext()),
                        "duplicate_key",
                        "'" + Violations.printable(key) + "' is given twice");
            }
            in.nextToken();
            in.skipChildren();
        }
        return null;
    }

    boolean has(String key) {
        return seen.contains(key);
    }

    /** Goes to the end of a value that means nothing here, and has to be well-formed all the same. */
    static void passOver(JsonParser in, Violations violations) {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            JsonKeys keys = new JsonKeys(violations);
            while (keys.next(in) != null) {
                passOver(in, violations);
            }
        } else if (in.currentToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                passOver(in, violations);
            }
        }
    }

    private static String pointer(@Nullable TokenStreamContext place) {
        if (place == null || place.inRoot()) {
            return "";
        }
        String segment = place.inObject()
                ? Violations.foreignSegment(String.valueOf(place.currentName()))
                : "/" + place.getCurrentIndex();
        return pointer(place.getParent()) + segment;
    }
}
