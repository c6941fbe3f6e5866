package dev.tryops.api.feedback;

import dev.tryops.api.predict.JsonInput;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.web.RequestBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads {@code {"prediction_id": …, "label": …}} or {@code {"labels": [{…}…]}}, and finds every fault. */
final class FeedbackReader {

    private static final JsonFactory JSON = JsonInput.factory().build();

    private static final String LABELS = "labels";

    private final int most;

    /** @param most labels in one request */
    FeedbackReader(int most) {
        this.most = most;
    }

    /** Complete only if nothing was added to {@code violations}. */
    List<Reported> read(RequestBody body, Violations violations) {
        if (!JsonInput.isUtf8(body.bytes(), body.length())) {
            violations.add("", "malformed_json", "The body is not JSON in UTF-8 without a byte-order mark");
            return List.of();
        }
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body.bytes(), 0, body.length())) {
            return readDocument(in, violations);
        } catch (JacksonException e) {
            violations.add("", "malformed_json", "The body is not JSON: " + JsonInput.place(e));
            return List.of();
        }
    }

    private List<Reported> readDocument(JsonParser in, Violations violations) {
        JsonToken first = in.nextToken();
        if (first != JsonToken.START_OBJECT) {
            violations.add("", first == null ? "malformed_json" : "wrong_type", "The body is a JSON object");
            return List.of();
        }
        List<Reported> reported = readMembers(in, violations);
        if (in.nextToken() != null) {
            violations.add("", "trailing_content", "Something follows the JSON object");
        }
        return reported;
    }

    private List<Reported> readMembers(JsonParser in, Violations violations) {
        LabelReader single = new LabelReader("", violations);
        List<Reported> many = null;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals(LABELS) && many == null) {
                many = readMany(in, violations);
            } else if (name.equals(LABELS)) {
                violations.add("/labels", "duplicate_key", "'labels' is given twice");
                in.skipChildren();
            } else if (!single.take(name, in)) {
                unknown(
                        "",
                        name,
                        "The body takes 'labels', or 'prediction_id' and 'label', and nothing else",
                        violations);
                in.skipChildren();
            }
        }
        return either(single, many, violations);
    }

    private static List<Reported> either(LabelReader single, @Nullable List<Reported> many, Violations violations) {
        if (many == null && !single.begun()) {
            violations.add("/labels", "missing_key", "The body has neither 'labels' nor 'prediction_id' and 'label'");
            return List.of();
        }
        if (many == null) {
            return single.end().map(List::of).orElseGet(List::of);
        }
        if (single.begun()) {
            violations.add("", "mixed_styles", "Either 'labels' is given, or 'prediction_id' and 'label'");
        }
        return many;
    }

    private List<Reported> readMany(JsonParser in, Violations violations) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            violations.add("/labels", "wrong_type", "'labels' is an array of objects");
            in.skipChildren();
            return List.of();
        }
        List<Reported> many = new ArrayList<>();
        int count = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (count >= most) {
                in.skipChildren(); // counted, not read
            } else if (token == JsonToken.START_OBJECT) {
                readOne(in, "/labels/" + count, many, violations);
            } else {
                violations.add("/labels/" + count, "wrong_type", "A label is an object of 'prediction_id' and 'label'");
                in.skipChildren();
            }
            count++;
        }
        if (count == 0) {
            violations.add("/labels", "empty_batch", "'labels' is empty");
        } else if (count > most) {
            violations.add(
                    "/labels",
                    "batch_too_large",
                    "'labels' has %d labels, at most %d are accepted".formatted(count, most));
        }
        return many;
    }

    private static void readOne(JsonParser in, String pointer, List<Reported> many, Violations violations) {
        LabelReader one = new LabelReader(pointer, violations);
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (!one.take(name, in)) {
                unknown(pointer, name, "A label has 'prediction_id' and 'label', and nothing else", violations);
                in.skipChildren();
            }
        }
        one.end().ifPresent(many::add);
    }

    private static void unknown(String pointer, String name, String message, Violations violations) {
        violations.add(pointer + Violations.foreignSegment(name), "unknown_key", message);
    }
}
