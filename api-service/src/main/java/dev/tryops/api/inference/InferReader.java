package dev.tryops.api.inference;

import dev.tryops.api.predict.FeatureValues;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Streams one inference request into the rows of the input tensor. Data that comes before what describes it is read a
 * second time where it stands, so nothing is kept but the body itself.
 */
final class InferReader {

    private static final int MAX_RANK = 2;

    private final InferBody body;
    private final JsonText json;
    private final Violations violations;
    private final TensorSet tensors;
    private final TensorReader elements;
    private final BinaryTensorReader binary;
    private final OutputSelection outputs;

    private @Nullable String id;
    private int inputs;
    /** Where the next binary tensor begins. */
    private long binaryOffset;
    /** Nobody can say where: what one tensor says of its bytes is wrong, and the later ones are not blamed for it. */
    private boolean binaryLost;

    InferReader(InferBody body, ServingModel model, int maxRows, InferenceBuffers buffers, Violations violations) {
        this.body = body;
        this.json = new JsonText(body.bytes(), body.jsonLength());
        this.violations = violations;
        this.tensors = new TensorSet(model.layout(), maxRows, buffers, violations);
        this.elements = new TensorReader(buffers, violations);
        this.binary = new BinaryTensorReader(buffers, violations);
        this.outputs = new OutputSelection(violations);
        this.binaryOffset = body.jsonLength();
        buffers.begin(model.layout());
    }

    /** The rows are complete, and the request is one, only if nothing was added to the violations. */
    InferRequest read() {
        boolean[] parsed = {false};
        json.read(violations, in -> {
            readRequest(in);
            parsed[0] = true;
        });
        if (parsed[0]) {
            tensors.requireAll(inputs);
            requireEnd();
        }
        return new InferRequest(id, tensors.rows(), outputs.wanted());
    }

    private void readRequest(JsonParser in) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            violations.add("", "wrong_type", "The request is a JSON object");
            in.skipChildren();
            return;
        }
        JsonKeys keys = new JsonKeys(violations);
        for (String key = keys.next(in); key != null; key = keys.next(in)) {
            JsonToken value = in.currentToken();
            switch (key) {
                case "id" -> readId(in, value);
                case "parameters" -> outputs.readParameters(in, value);
                case "inputs" -> readInputs(in, value);
                case "outputs" -> outputs.readOutputs(in, value);
                default -> {
                    violations.add(
                            Violations.foreignSegment(key),
                            "unknown_key",
                            "A request has inputs, and may have id, parameters and outputs");
                    in.skipChildren();
                }
            }
        }
    }

    private void readId(JsonParser in, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        id = value == JsonToken.VALUE_STRING ? in.getString() : null;
        if (id == null) {
            violations.add("/id", "wrong_type", "'id' is a string");
            in.skipChildren();
        } else if (FeatureValues.hasLoneSurrogate(id)) {
            violations.add("/id", "not_unicode", "'id' has half of a surrogate pair, which is no character");
        }
    }

    private void readInputs(JsonParser in, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            violations.add("/inputs", "wrong_type", "'inputs' is an array of tensors");
            in.skipChildren();
            return;
        }
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            String pointer = "/inputs/" + inputs++;
            if (next == JsonToken.START_OBJECT) {
                readInput(in, new TensorHeader(pointer, violations));
            } else {
                violations.add(pointer, "wrong_type", "A tensor is an object");
                tensors.unclear();
                in.skipChildren();
            }
        }
    }

    private void readInput(JsonParser in, TensorHeader header) {
        for (String key = header.keys.next(in); key != null; key = header.keys.next(in)) {
            JsonToken value = in.currentToken();
            switch (key) {
                case "name" -> header.name = text(in, value, header, "/name");
                case "datatype" -> header.datatype = text(in, value, header, "/datatype");
                case "shape" -> header.shape = shape(in, value, header);
                case "parameters" -> readInputParameters(in, value, header);
                case "data" -> readOrRemember(in, value, header);
                default ->
                    violations.add(
                            header.pointer + Violations.foreignSegment(key),
                            "unknown_key",
                            "A tensor has name, shape, datatype, parameters and data");
            }
            in.skipChildren();
        }
        complete(header);
    }

    private void readOrRemember(JsonParser in, JsonToken value, TensorHeader header) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        header.hasData = true;
        if (header.isDescribed() && !header.faulty) {
            readData(in, header);
        } else if (!header.faulty) {
            header.dataOffset = in.currentTokenLocation().getByteOffset();
        }
    }

    private void readData(JsonParser in, TensorHeader header) {
        Target target = tensors.place(header);
        if (target != null) {
            elements.read(in, in.currentToken(), target, header.pointer + "/data");
        }
    }

    private void complete(TensorHeader header) {
        long size = Math.max(0, header.binarySize);
        long begin = binaryOffset;
        binaryOffset = Math.addExact(begin, size);
        requireBytes(header, begin, size);
        requireKey(header, "name");
        requireKey(header, "datatype");
        requireKey(header, "shape");
        if (!header.sizeUnknown && header.hasData == header.binarySize >= 0) {
            fault(
                    header,
                    "/data",
                    header.hasData ? "duplicate_key" : "missing_key",
                    "A tensor has either 'data' or the parameter binary_data_size");
        }
        if (header.faulty) {
            if (!header.placed) {
                tensors.place(header); // for what else is wrong with it
            }
        } else if (header.dataOffset >= 0) {
            json.readAt((int) header.dataOffset, in -> readData(in, header));
        } else if (!header.hasData) {
            readBinary(header, begin, size);
        }
    }

    private void readBinary(TensorHeader header, long begin, long size) {
        Target target = tensors.place(header);
        if (target != null && !binaryLost) {
            binary.read(body.bytes(), (int) begin, (int) size, target, header.pointer);
        }
    }

    private void requireBytes(TensorHeader header, long begin, long size) {
        binaryLost |= header.sizeUnknown;
        if (!binaryLost && size > body.length() - begin) {
            binaryLost = true;
            violations.add(
                    header.pointer + "/parameters/binary_data_size",
                    "binary_size",
                    "The body has %d bytes of this tensor, not %d".formatted(body.length() - begin, size));
        }
    }

    private void requireKey(TensorHeader header, String key) {
        if (!header.keys.has(key)) {
            fault(header, "/" + key, "missing_key", "A tensor has a " + key);
        }
    }

    private void readInputParameters(JsonParser in, JsonToken token, TensorHeader header) {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            fault(header, "/parameters", "wrong_type", "'parameters' is an object");
            header.sizeUnknown = true;
            return;
        }
        JsonKeys keys = new JsonKeys(violations);
        for (String key = keys.next(in); key != null; key = keys.next(in)) {
            if (key.equals("binary_data_size")) {
                header.binarySize = size(in, in.currentToken(), header);
                in.skipChildren();
            } else {
                JsonKeys.passOver(in, violations);
            }
        }
    }

    private long size(JsonParser in, JsonToken value, TensorHeader header) {
        if (value == JsonToken.VALUE_NUMBER_INT && in.getStringLength() <= 10 && in.getLongValue() >= 0) {
            return in.getLongValue();
        }
        fault(header, "/parameters/binary_data_size", "binary_size", "binary_data_size is a number of bytes");
        header.sizeUnknown = true;
        return 0;
    }

    private @Nullable String text(JsonParser in, JsonToken value, TensorHeader header, String key) {
        if (value == JsonToken.VALUE_STRING) {
            return in.getString();
        }
        fault(header, key, "wrong_type", "This is a string");
        return null;
    }

    /** The dimensions, or null with the reason reported; what no length can be is a 0. */
    private long @Nullable [] shape(JsonParser in, JsonToken token, TensorHeader header) {
        if (token != JsonToken.START_ARRAY) {
            fault(header, "/shape", "bad_shape", "'shape' is an array of integers");
            return null;
        }
        long[] shape = new long[MAX_RANK];
        int rank = 0;
        boolean integers = true;
        for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
            integers &= next == JsonToken.VALUE_NUMBER_INT && in.getStringLength() <= 18;
            if (integers && rank < MAX_RANK) {
                shape[rank] = in.getLongValue();
            }
            rank++;
            in.skipChildren();
        }
        if (!integers || rank == 0 || rank > MAX_RANK) {
            fault(header, "/shape", "bad_shape", "'shape' is one or two integers from 1, none of them huge");
            return null;
        }
        return Arrays.copyOf(shape, rank);
    }

    private void fault(TensorHeader header, String place, String code, String message) {
        violations.add(header.pointer + place, code, message);
        header.faulty = true;
    }

    private void requireEnd() {
        if (!binaryLost && binaryOffset < body.length()) {
            violations.add(
                    "",
                    "trailing_bytes",
                    "%d bytes follow the tensors that the request names".formatted(body.length() - binaryOffset));
        }
    }
}
