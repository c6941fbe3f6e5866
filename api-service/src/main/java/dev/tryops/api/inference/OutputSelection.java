package dev.tryops.api.inference;

import dev.tryops.api.inference.InferRequest.Wanted;
import dev.tryops.api.predict.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The {@code outputs} of a request, and the request's parameters that bear on them. */
final class OutputSelection {

    private final Violations violations;
    private final Map<OutputTensor, Optional<Boolean>> asked = new LinkedHashMap<>();
    private boolean explain;
    private boolean binary;

    OutputSelection(Violations violations) {
        this.violations = violations;
    }

    /** Reads the request's {@code parameters}; those that mean nothing here are passed over. */
    void readParameters(JsonParser in, JsonToken token) {
        if (!isObject(in, token, "/parameters")) {
            return;
        }
        JsonKeys keys = new JsonKeys(violations);
        for (String name = keys.next(in); name != null; name = keys.next(in)) {
            JsonToken value = in.currentToken();
            switch (name) {
                case "explain" -> explain = flag(in, value, "/parameters/explain");
                case "binary_data_output" -> binary = flag(in, value, "/parameters/binary_data_output");
                default -> JsonKeys.passOver(in, violations);
            }
        }
    }

    /** Reads the request's {@code outputs}. */
    void readOutputs(JsonParser in, JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            violations.add("/outputs", "wrong_type", "'outputs' is an array");
            in.skipChildren();
            return;
        }
        int index = 0;
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            readOutput(in, next, "/outputs/" + index++);
        }
    }

    private void readOutput(JsonParser in, JsonToken token, String pointer) {
        if (token != JsonToken.START_OBJECT) {
            violations.add(pointer, "wrong_type", "An output is an object with a name");
            in.skipChildren();
            return;
        }
        String name = null;
        Optional<Boolean> asBytes = Optional.empty();
        JsonKeys keys = new JsonKeys(violations);
        for (String key = keys.next(in); key != null; key = keys.next(in)) {
            JsonToken value = in.currentToken();
            switch (key) {
                case "name" -> name = value == JsonToken.VALUE_STRING ? in.getString() : null;
                case "parameters" -> asBytes = readOutputParameters(in, value, pointer + "/parameters");
                default ->
                    violations.add(
                            pointer + Violations.foreignSegment(key),
                            "unknown_key",
                            "An output has a name and parameters");
            }
            in.skipChildren();
        }
        ask(name, asBytes, pointer);
    }

    private Optional<Boolean> readOutputParameters(JsonParser in, JsonToken token, String pointer) {
        Optional<Boolean> asBytes = Optional.empty();
        if (!isObject(in, token, pointer)) {
            return asBytes;
        }
        JsonKeys keys = new JsonKeys(violations);
        for (String key = keys.next(in); key != null; key = keys.next(in)) {
            if (key.equals("binary_data")) {
                asBytes = Optional.of(flag(in, in.currentToken(), pointer + "/binary_data"));
            } else {
                JsonKeys.passOver(in, violations);
            }
        }
        return asBytes;
    }

    private void ask(@Nullable String name, Optional<Boolean> asBytes, String pointer) {
        if (name == null) {
            violations.add(pointer + "/name", "missing_key", "An output has a name, which is a string");
            return;
        }
        OutputTensor tensor = OutputTensor.of(name);
        if (tensor == null) {
            violations.add(
                    pointer + "/name",
                    "unknown_output",
                    "The model has no output '" + Violations.printable(name) + "': ask for probabilities or label");
        } else if (asked.putIfAbsent(tensor, asBytes) != null) {
            violations.add(pointer + "/name", "duplicate_tensor", "'" + name + "' is asked for twice");
        }
    }

    private boolean isObject(JsonParser in, JsonToken token, String pointer) {
        if (token == JsonToken.START_OBJECT) {
            return true;
        }
        if (token != JsonToken.VALUE_NULL) {
            violations.add(pointer, "wrong_type", "'parameters' is an object");
            in.skipChildren();
        }
        return false;
    }

    private boolean flag(JsonParser in, JsonToken value, String pointer) {
        if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE) {
            violations.add(pointer, "wrong_type", "This parameter is true or false");
            in.skipChildren();
        }
        return value == JsonToken.VALUE_TRUE;
    }

    /** What is to be answered, once all of the request is read. */
    List<Wanted> wanted() {
        List<Wanted> wanted = new ArrayList<>();
        if (asked.isEmpty()) {
            wanted.add(new Wanted(OutputTensor.PROBABILITIES, binary));
            wanted.add(new Wanted(OutputTensor.LABEL, binary));
            if (explain) {
                wanted.add(new Wanted(OutputTensor.CONTRIBUTIONS, binary));
            }
            return wanted;
        }
        if (asked.containsKey(OutputTensor.CONTRIBUTIONS) && !explain) {
            violations.add(
                    "/parameters/explain", "missing_key", "'contributions' are given with the parameter explain: true");
        }
        asked.forEach((tensor, asBytes) -> wanted.add(new Wanted(tensor, asBytes.orElse(binary))));
        return wanted;
    }
}
