package dev.tryops.training.fit;

import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.GoldenRow;
import dev.tryops.training.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hold-out rows that a reader replays before it trusts a graph, with the probabilities that the trainer's own
 * mathematics gives them. {@code indistinguishable} counts the pairs of columns that the rows could not be chosen to
 * tell apart, although a swap of the two would matter.
 */
public record GoldenRows(List<GoldenRow> rows, int indistinguishable) {

    public GoldenRows {
        rows = List.copyOf(rows);
    }

    /** {@link GoldenRow#COUNT} rows, or all if there are fewer, in the order of the hold-out. */
    public static GoldenRows select(LogisticModel model, Dataset holdOut) {
        GoldenRowSelection selection = GoldenRowSelection.from(model, holdOut);
        double[] probabilities = model.probabilities(holdOut);
        List<GoldenRow> rows = selection.rows().stream()
                .map(row -> new GoldenRow(values(holdOut, row), probabilities[row]))
                .toList();
        return new GoldenRows(rows, selection.indistinguishable());
    }

    private static Map<String, Object> values(Dataset holdOut, int row) {
        Map<String, Object> values = new LinkedHashMap<>();
        FeatureSchema schema = holdOut.schema();
        for (Feature feature : schema.features()) {
            values.put(feature.name(), natural(feature, holdOut.columns()[feature.position()][row]));
        }
        return values;
    }

    private static Object natural(Feature feature, double value) {
        return switch (feature.dtype()) {
            case INT64 -> (long) value;
            case FLOAT64 -> value;
            case BOOL -> value != 0;
            case STRING -> throw new IllegalStateException("Text columns are not trained on");
        };
    }
}
