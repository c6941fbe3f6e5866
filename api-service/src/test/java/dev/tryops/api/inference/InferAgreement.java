package dev.tryops.api.inference;

import dev.tryops.api.fuzz.Bodies;
import dev.tryops.api.fuzz.Cell;
import dev.tryops.api.fuzz.Choices;
import dev.tryops.api.fuzz.FuzzInput;
import dev.tryops.api.fuzz.ReadRows;
import dev.tryops.api.fuzz.ReferenceReader;
import dev.tryops.api.fuzz.Rows;
import dev.tryops.api.fuzz.Tally;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import dev.tryops.model.Feature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the reader of inference requests against what native requests mean: rows that are fine there are the same rows
 * here. Of anything else it is only asked that it be refused, or give rows that a model can be run on.
 */
final class InferAgreement {

    private static final int MAX_ROWS = 3;

    private final InferenceBuffers buffers = new InferenceBuffers();
    private final Tally tally = new Tally("/v2/models/…/infer");

    /**
     * Throws an {@link AssertionError} where it is not so.
     *
     * @param bytes a {@link FuzzInput}, of which the lowest bit asks for a body whose last 8 bytes are binary
     */
    void check(byte[] bytes) {
        FuzzInput input = FuzzInput.of(bytes);
        if (input.isBody()) {
            int length = input.rest().length;
            read(input.rest(), input.lowestBit() ? Math.max(0, length - 8) : length, input.model());
        } else {
            generated(input.choices(), input.model());
        }
    }

    private void generated(Choices choices, ServingModel model) {
        List<Map<Feature, String>> rows = Rows.of(choices, model.schema(), 1 + choices.below(MAX_ROWS));
        InferBodies made = new InferBodies(choices, model.schema(), rows);
        String json = made.json();
        switch (choices.below(8)) {
            case 0 -> {
                byte[] right = Bodies.right(choices, json);
                byte[] all = joined(right, made.binary());
                read(Bodies.wrong(choices, all), right.length, model);
            }
            case 1 -> {
                byte[] right = Bodies.right(choices, json);
                read(joined(right, Bodies.wrong(choices, made.binary())), right.length, model);
            }
            case 2, 3 -> {
                byte[] wrong = Bodies.wrong(choices, json);
                read(joined(wrong, made.binary()), wrong.length, model);
            }
            default -> agree(choices, rows, joined(Bodies.right(choices, json), made.binary()), made, model);
        }
    }

    private void agree(
            Choices choices, List<Map<Feature, String>> rows, byte[] body, InferBodies made, ServingModel model) {
        Optional<List<List<Cell>>> expected = new ReferenceReader(model.schema())
                .batch(Rows.batch(choices, rows).getBytes(StandardCharsets.UTF_8), MAX_ROWS);
        Optional<List<List<Cell>>> read = read(body, body.length - made.binary().length, model);
        if (expected.isPresent()) { // in binary, a number may be what no literal was
            ReadRows.requireSame(read, expected, body);
        }
    }

    private Optional<List<List<Cell>>> read(byte[] body, int jsonLength, ServingModel model) {
        ReadRows.blot(buffers, model.layout(), MAX_ROWS + 1);
        Violations violations = new Violations();
        byte[] buffer = Arrays.copyOf(body, body.length + 4); // as on the server, where it is used again
        InferBody infer = new InferBody(buffer, body.length, Math.min(jsonLength, body.length));
        InferRequest request = new InferReader(infer, model, MAX_ROWS, buffers, violations).read();
        tally.add(violations.isEmpty());
        if (!violations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ReadRows.fit(buffers, model.layout(), request.rows(), MAX_ROWS, body));
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }

    Tally tally() {
        return tally;
    }
}
