package dev.tryops.api.inference;

import dev.tryops.api.predict.JsonInput;
import dev.tryops.api.predict.Violations;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON at the beginning of a body: UTF-8, nothing behind it. Whoever reads an object sees to its keys. */
record JsonText(byte[] bytes, int length) {

    private static final JsonFactory JSON = JsonInput.factory().build();

    /** Has one value read, and reports a syntax error together with what was found before it. */
    void read(Violations violations, Consumer<JsonParser> reader) {
        if (!JsonInput.isUtf8(bytes, length)) {
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
        violations.add("", "malformed_json", "The body is not JSON: it breaks off or goes wrong " + place);
    }
}
