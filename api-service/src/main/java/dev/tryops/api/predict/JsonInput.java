package dev.tryops.api.predict;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;

/** What every JSON body has in common, whatever protocol it follows. */
public final class JsonInput {

    private static final int MAX_DEPTH = 100;

    private JsonInput() {}

    /** Parsers of bounded depth. A literal's length is judged where it is read, with a pointer to it, and not by them. */
    public static JsonFactoryBuilder factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
    }

    /**
     * Whether bytes are UTF-8 and, as JSON, meant to be. A parser would guess UTF-16 and UTF-32 too, which have a NUL among
     * the first two bytes, and take ASCII in two bytes for what it is in one, which filters in front of us do not.
     */
    public static boolean isUtf8(byte[] bytes, int length) {
        return length > 0 && bytes[0] > 0 && (length == 1 || bytes[1] != 0) && isWellFormed(bytes, length);
    }

    private static boolean isWellFormed(byte[] bytes, int length) {
        int ascii = 0;
        while (ascii < length && bytes[ascii] >= 0) {
            ascii++;
        }
        if (ascii == length) {
            return true; // nearly always, and so nothing is decoded that will be read anyway
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, ascii, length - ascii));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Where reading came to its end, as the end of a sentence. */
    public static String place(JacksonException e) {
        return e.getLocation() == null
                ? "it cannot be read"
                : "it breaks off or goes wrong at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
