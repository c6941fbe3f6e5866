package dev.tryops.training.fit;

import dev.tryops.model.Feature;
import dev.tryops.model.GoldenRow;
import dev.tryops.training.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
    @SuppressWarnings("NullAway") // which does not see that the values in a golden row may be null
    public static GoldenRows select(LogisticModel model, Dataset holdOut) {
        GoldenRowSelection selection = GoldenRowSelection.from(model, holdOut);
        int[] chosen = selection.rows().stream().mapToInt(row -> row).toArray();
        double[] expected = model.shown(holdOut.subset(chosen));
        List<GoldenRow> rows = IntStream.range(0, chosen.length)
                .mapToObj(i -> new GoldenRow(values(holdOut, chosen[i]), expected[i]))
                .toList();
        return new GoldenRows(rows, selection.indistinguishable());
    }

    private static Map<String, @Nullable Object> values(Dataset holdOut, int row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Feature feature : holdOut.schema().features()) {
            values.put(feature.name(), natural(feature, holdOut, row));
        }
        return values;
    }

    private static @Nullable Object natural(Feature feature, Dataset holdOut, int row) {
        double value = holdOut.value(feature.position(), row);
        if (Double.isNaN(value)) {
            return null;
        }
        return switch (feature.dtype()) {
            case INT64 -> (long) value;
            case FLOAT64 -> value;
            case BOOL -> value != 0;
            case STRING -> holdOut.text(feature.position(), row);
        };
    }
}
