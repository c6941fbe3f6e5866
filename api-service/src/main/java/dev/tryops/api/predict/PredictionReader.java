package dev.tryops.api.predict;

import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Streams the body of a native request straight into the rows of the input tensor: from its bytes where it is plain, else
 * by a parser, which finds every fault. One thread at a time.
 */
final class PredictionReader {

    private static final JsonFactory JSON = JsonInput.factory().build();

    private final PlainReader plain = new PlainReader();
    private final FeatureRowReader rows = new FeatureRowReader();

    /** Reads {@code {"features": {…}}} and returns 1, or reads {@code {"instances": [{…}…]}} and returns how many. */
    int read(Body body, Form form, ServingModel model, InferenceBuffers buffers, Violations violations) {
        buffers.begin(model.layout());
        int plainRows = plain.read(body, form, model.layout(), buffers);
        if (plainRows != PlainReader.NOT_PLAIN) {
            return plainRows;
        }
        if (!JsonInput.isUtf8(body.bytes(), body.length())) {
            violations.add("", "malformed_json", "The body is not JSON in UTF-8 without a byte-order mark");
            return 0;
        }
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body.bytes(), 0, body.length())) {
            return readDocument(in, form, model, buffers, violations);
        } catch (JacksonException e) {
            violations.add("", "malformed_json", "The body is not JSON: " + JsonInput.place(e));
            return 0;
        }
    }

    private int readDocument(
            JsonParser in, Form form, ServingModel model, InferenceBuffers buffers, Violations violations) {
        JsonToken first = in.nextToken();
        if (first != JsonToken.START_OBJECT) {
            violations.add("", first == null ? "malformed_json" : "wrong_type", "The body is a JSON object");
            return 0;
        }
        int count = readMembers(in, form, model, buffers, violations);
        if (count < 0) {
            violations.add("/" + form.key, "missing_key", "The body has no '" + form.key + "'");
        }
        if (in.nextToken() != null) {
            violations.add("", "trailing_content", "Something follows the JSON object");
        }
        return count;
    }

    private int readMembers(
            JsonParser in, Form form, ServingModel model, InferenceBuffers buffers, Violations violations) {
        int count = -1;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (!name.equals(form.key)) {
                violations.add(
                        Violations.foreignSegment(name),
                        "unknown_key",
                        "The body takes '" + form.key + "' and nothing else");
                in.skipChildren();
            } else if (count >= 0) {
                violations.add("/" + form.key, "duplicate_key", "'" + form.key + "' is given twice");
                in.skipChildren();
            } else {
                count = form.batch
                        ? readBatch(in, value, form, model, buffers, violations)
                        : readSingle(in, value, model, buffers, violations);
            }
        }
        return count;
    }

    private int readSingle(
            JsonParser in, JsonToken value, ServingModel model, InferenceBuffers buffers, Violations violations) {
        if (value != JsonToken.START_OBJECT) {
            violations.add("/features", "wrong_type", "'features' is an object");
            in.skipChildren();
            return 0;
        }
        buffers.reserve(1);
        rows.read(in, model, buffers, 0, Pointer.FEATURES, violations);
        return 1;
    }

    private int readBatch(
            JsonParser in,
            JsonToken value,
            Form form,
            ServingModel model,
            InferenceBuffers buffers,
            Violations violations) {
        if (value != JsonToken.START_ARRAY) {
            violations.add("/instances", "wrong_type", "'instances' is an array of objects");
            in.skipChildren();
            return 0;
        }
        int count = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (count >= form.maxRows) {
                in.skipChildren(); // counted, not read
            } else if (token == JsonToken.START_OBJECT) {
                buffers.reserve(count + 1);
                rows.read(in, model, buffers, count, new Pointer("/instances", count), violations);
            } else {
                violations.add("/instances/" + count, "wrong_type", "An instance is an object of features");
                in.skipChildren();
            }
            count++;
        }
        if (count == 0) {
            violations.add("/instances", "empty_batch", "'instances' is empty");
        } else if (count > form.maxRows) {
            violations.add(
                    "/instances",
                    "batch_too_large",
                    "'instances' has %d rows, at most %d are accepted".formatted(count, form.maxRows));
        }
        return count;
    }

    /** The two shapes of a native request; {@code explain} changes the answer only. */
    record Form(String key, byte[] keyAndQuote, boolean batch, int maxRows, boolean explain) {
        static final Form SINGLE = new Form("features", false, 1);

        private Form(String key, boolean batch, int maxRows) {
            this(key, (key + '"').getBytes(StandardCharsets.US_ASCII), batch, maxRows, false);
        }

        static Form batchOf(int maxRows) {
            return new Form("instances", true, maxRows);
        }

        Form explained() {
            return new Form(key, keyAndQuote, batch, maxRows, true);
        }
    }

    /** The bytes of a body, of which the first {@code length} count. */
    record Body(byte[] bytes, int length) {}
}
