package dev.tryops.api.inference;

import dev.tryops.api.predict.Violations;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The JSON at the beginning of a body: UTF-8, no key twice in an object, nothing behind it. */
record JsonText(byte[] bytes, int length) {

    /** A literal's length is judged where it is read, with a pointer to it, and not by the parser. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(100)
                    .build())
            .build();

    /** Has one value read, and reports a syntax error together with what was found before it. */
    void read(Violations violations, Consumer<JsonParser> reader) {
        if (!beginsAsUtf8()) {
            violations.add("", "malformed_json", "The body is not JSON in UTF-8 without a byte-order mark");
            return;
        }
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
            in.nextToken();
            reader.accept(in);
            if (in.nextToken() != null) {
                violations.add("", "trailing_content", "Something follows the JSON");
            }
        } catch (JacksonException e) {
            report(e, violations);
        }
    }

    /** Has the value read that begins at an offset which a parser of the same text named before. */
    void readAt(int offset, Consumer<JsonParser> reader) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length - offset)) {
            in.nextToken();
            reader.accept(in);
        }
    }

    private static void report(JacksonException e, Violations violations) {
        String place = e.getLocation() == null
                ? "at an unknown place"
                : "at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        if (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")) {
            violations.add("", "duplicate_key", "An object has a key twice, the second time " + place);
        } else {
            violations.add("", "malformed_json", "The body is not JSON: it breaks off or goes wrong " + place);
        }
    }

    /** JSON text whose first two bytes are ASCII is UTF-8; a parser would guess UTF-16 and UTF-32 too. */
    private boolean beginsAsUtf8() {
        return length > 0 && bytes[0] > 0 && (length == 1 || bytes[1] != 0);
    }
}
