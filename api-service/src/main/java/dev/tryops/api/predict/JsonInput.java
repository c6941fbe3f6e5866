package dev.tryops.api.predict;

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

    /** JSON text whose first two bytes are ASCII is UTF-8; a parser would guess UTF-16 and UTF-32 too. */
    public static boolean beginsAsUtf8(byte[] bytes, int length) {
        return length > 0 && bytes[0] > 0 && (length == 1 || bytes[1] != 0);
    }
}
