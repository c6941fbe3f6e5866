package dev.tryops.api;

import dev.tryops.api.RunningApi.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends inference requests as the clients of the protocol do. */
final class InferenceClient {

    static final String INFER = "/v2/models/credit-approval/infer";
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private InferenceClient() {}

    static Answer json(RunningApi api, String request) {
        return api.post(INFER, request.replace('\'', '"'));
    }

    /** The header of one value for a feature, whose bytes follow the JSON. */
    static String binaryColumn(String name, String datatype, int size) {
        return "{'name':'%s','shape':[1],'datatype':'%s','parameters':{'binary_data_size':%d}}"
                .formatted(name, datatype, size);
    }

    static Answer binary(RunningApi api, String json, byte[]... tensors) {
        String head = json.replace('\'', '"');
        return api.send(api.request(INFER)
                .header("Content-Type", "application/octet-stream")
                .header(JSON_LENGTH, Integer.toString(head.getBytes(StandardCharsets.UTF_8).length))
                .POST(BodyPublishers.ofByteArray(joined(head, tensors))));
    }

    /** As {@link #binary}, with an answer that is binary too. */
    static BinaryAnswer binaryBothWays(RunningApi api, String json, byte[]... tensors) {
        String head = json.replace('\'', '"');
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = client.send(
                    api.request(INFER)
                            .header("Content-Type", "application/octet-stream")
                            .header(JSON_LENGTH, Integer.toString(head.getBytes(StandardCharsets.UTF_8).length))
                            .POST(BodyPublishers.ofByteArray(joined(head, tensors)))
                            .build(),
                    BodyHandlers.ofByteArray());
            return new BinaryAnswer(response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] joined(String head, byte[]... tensors) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        for (byte[] tensor : tensors) {
            body.writeBytes(tensor);
        }
        return body.toByteArray();
    }

    static byte[] fp32(float... values) {
        ByteBuffer out = little(values.length * Float.BYTES);
        for (float value : values) {
            out.putFloat(value);
        }
        return out.array();
    }

    static byte[] fp64(double... values) {
        ByteBuffer out = little(values.length * Double.BYTES);
        for (double value : values) {
            out.putDouble(value);
        }
        return out.array();
    }

    static byte[] int64(long... values) {
        ByteBuffer out = little(values.length * Long.BYTES);
        for (long value : values) {
            out.putLong(value);
        }
        return out.array();
    }

    static byte[] texts(String... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String value : values) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(little(Integer.BYTES).putInt(utf8.length).array());
            out.writeBytes(utf8);
        }
        return out.toByteArray();
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An answer of JSON and what follows it. */
    record BinaryAnswer(HttpResponse<byte[]> response) {

        JsonNode json() {
            return JsonMapper.shared().readTree(new String(response.body(), 0, jsonLength(), StandardCharsets.UTF_8));
        }

        ByteBuffer tensors() {
            return ByteBuffer.wrap(response.body(), jsonLength(), response.body().length - jsonLength())
                    .order(ByteOrder.LITTLE_ENDIAN);
        }

        private int jsonLength() {
            return Integer.parseInt(response.headers().firstValue(JSON_LENGTH).orElseThrow());
        }
    }
}
