package dev.tryops.api.inference;

import dev.tryops.api.fuzz.Bodies;
import dev.tryops.api.fuzz.Cell;
import dev.tryops.api.fuzz.Choices;
import dev.tryops.api.fuzz.FuzzModels;
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
     * @param input its first byte says what the others are: a body, if it is one of the digits 0 to 3, or else choices to
     *     make one of. Bit 0 of it asks for CSV, bit 1 for the model with all types.
     */
    void check(byte[] input) {
        int kind = input.length == 0 ? 0 : input[0];
        boolean csv = (kind & 1) != 0;
        ServingModel model = (kind & 2) != 0 ? FuzzModels.MIXED : FuzzModels.CREDIT;
        byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        if (kind >= '0' && kind <= '3') {
            read(rest, csv, model);
        } else {
            generated(new Choices(rest), csv, model);
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
            if (expected.isPresent() && !read.equals(expected)) {
                throw new AssertionError("read %s%n expected %s%n of %s".formatted(read, expected, Bodies.shown(body)));
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
        List<List<Cell>> rows = ReadRows.of(buffers, model.layout(), count);
        if (rows.isEmpty() || rows.size() > MAX_ROWS || !ReadRows.areFit(rows, model.layout())) {
            throw new AssertionError("read %s%n of %s".formatted(rows, Bodies.shown(body)));
        }
        return Optional.of(rows);
    }

    Tally tally() {
        return tally;
    }
}
