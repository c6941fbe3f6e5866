package dev.tryops.api.predict;

import dev.tryops.api.fuzz.Bodies;
import dev.tryops.api.fuzz.Cell;
import dev.tryops.api.fuzz.Choices;
import dev.tryops.api.fuzz.FuzzInput;
import dev.tryops.api.fuzz.ReadRows;
import dev.tryops.api.fuzz.ReferenceReader;
import dev.tryops.api.fuzz.Rows;
import dev.tryops.api.fuzz.Tally;
import dev.tryops.api.predict.PredictionReader.Body;
import dev.tryops.api.predict.PredictionReader.Form;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.api.serving.ServingModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Holds the reader of native requests against the reference: both take the same bodies, and get the same rows from them. */
final class PredictionAgreement {

    private static final int MAX_ROWS = 3;
    private static final long MOST_NANOS = 5_000_000_000L;

    private final PredictionReader reader = new PredictionReader();
    private final InferenceBuffers buffers = new InferenceBuffers();
    private final Tally tally = new Tally("/v1/predict");

    /**
     * Throws an {@link AssertionError} where they disagree.
     *
     * @param bytes a {@link FuzzInput}, of which the lowest bit asks for a batch
     */
    void check(byte[] bytes) {
        FuzzInput input = FuzzInput.of(bytes);
        boolean batch = input.lowestBit();
        ServingModel model = input.model();
        check(input.isBody() ? input.rest() : generated(input.choices(), batch, model), batch, model);
    }

    private static byte[] generated(Choices choices, boolean batch, ServingModel model) {
        String json = batch
                ? Rows.batch(choices, Rows.of(choices, model.schema(), 1 + choices.below(MAX_ROWS)))
                : Rows.single(choices, Rows.of(choices, model.schema(), 1).getFirst());
        return choices.oneIn(2) ? Bodies.wrong(choices, json) : Bodies.right(choices, json);
    }

    private void check(byte[] body, boolean batch, ServingModel model) {
        ReferenceReader reference = new ReferenceReader(model.schema());
        Optional<List<List<Cell>>> expected = batch ? reference.batch(body, MAX_ROWS) : reference.single(body);
        Optional<List<List<Cell>>> read = read(body, batch, model);
        tally.add(read.isPresent());
        ReadRows.requireSame(read, expected, body);
    }

    private Optional<List<List<Cell>>> read(byte[] body, boolean batch, ServingModel model) {
        ReadRows.blot(buffers, model.layout(), MAX_ROWS + 1);
        Violations violations = new Violations();
        // A body stands in a buffer that is larger, and has another request's end behind it.
        byte[] buffer = Arrays.copyOf(body, body.length + 4);
        Arrays.fill(buffer, body.length, buffer.length, (byte) '}');
        Form form = batch ? Form.batchOf(MAX_ROWS) : Form.SINGLE;
        long start = System.nanoTime();
        int rows = reader.read(new Body(buffer, body.length), form, model, buffers, violations);
        if (System.nanoTime() - start > MOST_NANOS) {
            throw new AssertionError("Too slow: " + Bodies.shown(body));
        }
        if (violations.list().stream().anyMatch(v -> FeatureValues.hasLoneSurrogate(v.pointer() + v.message()))) {
            throw new AssertionError("No encoding can write the refusal of " + Bodies.shown(body));
        }
        return violations.isEmpty() ? Optional.of(ReadRows.of(buffers, model.layout(), rows)) : Optional.empty();
    }

    Tally tally() {
        return tally;
    }
}
