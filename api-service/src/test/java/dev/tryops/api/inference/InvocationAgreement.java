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

/** Holds the readers of scoring requests, CSV and JSON, against what native requests mean, as {@link InferAgreement}. */
final class InvocationAgreement {

    private static final int MAX_ROWS = 3;

    private final InferenceBuffers buffers = new InferenceBuffers();
    private final Tally tally = new Tally("/invocations");

    /**
     * Throws an {@link AssertionError} where they differ.
     *
     * @param bytes a {@link FuzzInput}, of which the lowest bit asks for CSV
     */
    void check(byte[] bytes) {
        FuzzInput input = FuzzInput.of(bytes);
        if (input.isBody()) {
            read(input.rest(), input.lowestBit(), input.model());
        } else {
            generated(input.choices(), input.lowestBit(), input.model());
        }
    }

    private void generated(Choices choices, boolean csv, ServingModel model) {
        List<Map<Feature, String>> rows = Rows.of(choices, model.schema(), 1 + choices.below(MAX_ROWS));
        InvocationBodies made = new InvocationBodies(choices, model.schema(), rows);
        boolean wrong = choices.oneIn(2);
        byte[] body;
        if (csv) {
            byte[] right = made.csv().getBytes(StandardCharsets.UTF_8);
            body = wrong ? Bodies.wrong(choices, right) : right;
        } else {
            String json = made.json();
            body = wrong ? Bodies.wrong(choices, json) : Bodies.right(choices, json);
        }
        Optional<List<List<Cell>>> read = read(body, csv, model);
        if (!wrong && (!csv || made.fitsCsv())) {
            Optional<List<List<Cell>>> expected = new ReferenceReader(model.schema())
                    .batch(Rows.batch(choices, rows).getBytes(StandardCharsets.UTF_8), MAX_ROWS);
            if (expected.isPresent()) {
                ReadRows.requireSame(read, expected, body);
            }
        }
    }

    private Optional<List<List<Cell>>> read(byte[] body, boolean csv, ServingModel model) {
        ReadRows.blot(buffers, model.layout(), MAX_ROWS + 1);
        Violations violations = new Violations();
        byte[] buffer = Arrays.copyOf(body, body.length + 4); // as on the server, where it is used again
        int count = csv
                ? new CsvRows(model.layout(), MAX_ROWS, buffers, violations).read(buffer, body.length)
                : new InvocationReader(new JsonText(buffer, body.length), model.layout(), MAX_ROWS, buffers, violations)
                        .read();
        tally.add(violations.isEmpty());
        if (!violations.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ReadRows.fit(buffers, model.layout(), count, MAX_ROWS, body));
    }

    Tally tally() {
        return tally;
    }
}
