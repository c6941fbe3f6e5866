package dev.tryops.training.gate;

import dev.tryops.model.Baseline;
import dev.tryops.model.InputLayout;
import dev.tryops.model.InputRow;
import dev.tryops.model.LinearModel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.Predictions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The model that a candidate would replace, as far as its bundle can be trusted.
 *
 * @param decisions on the candidate's hold-out, by its own coefficients in double arithmetic; nothing where it predicts
 *     other classes or takes a feature that the rows do not have
 */
public record Incumbent(ModelMetadata metadata, Baseline baseline, Optional<Decisions> decisions) {

    /** The model in force, if its bundle is one that a reader would trust. */
    public static Optional<Incumbent> of(PointerState serving, ModelRegistry registry, Dataset holdOut) {
        return serving instanceof PointerState.InForce inForce
                        && registry.fetch(inForce.pointer()) instanceof FetchResult.Fetched bundle
                ? Optional.of(
                        new Incumbent(bundle.metadata(), bundle.baseline(), decisions(bundle.metadata(), holdOut)))
                : Optional.empty();
    }

    private static Optional<Decisions> decisions(ModelMetadata metadata, Dataset rows) {
        if (!metadata.classLabels().equals(rows.classLabels())) {
            return Optional.empty();
        }
        LinearModel model = new LinearModel(metadata);
        int[] columns = columns(model.layout(), rows);
        for (int column : columns) {
            if (column < 0) {
                return Optional.empty();
            }
        }
        int classes = rows.classLabels().size();
        double[] probabilities = new double[rows.rows() * classes];
        for (int row = 0; row < rows.rows(); row++) {
            double[] own = model.probabilities(input(model.layout(), columns, rows, row));
            System.arraycopy(own, 0, probabilities, row * classes, classes);
        }
        return Optional.of(new Decisions(
                new Predictions(rows.classes(), classes, probabilities, metadata.positiveIndex()),
                metadata.decisionThreshold()));
    }

    /** For each slot the column of the rows that has its name and its kind, or −1. */
    private static int[] columns(InputLayout layout, Dataset rows) {
        List<String> names = rows.schema().names();
        return layout.slots().stream()
                .mapToInt(slot -> {
                    int column = names.indexOf(slot.feature().name());
                    return column >= 0 && rows.isText(column) == slot.isText() ? column : -1;
                })
                .toArray();
    }

    private static InputRow input(InputLayout layout, int[] columns, Dataset rows, int row) {
        InputRow input = new InputRow(new float[layout.numbers()], new String[layout.texts()]);
        for (int i = 0; i < columns.length; i++) {
            InputLayout.Slot slot = layout.slots().get(i);
            if (slot.isText()) {
                input.texts()[slot.column()] = Objects.requireNonNullElse(rows.text(columns[i], row), "");
            } else {
                input.numbers()[slot.column()] = (float) rows.value(columns[i], row);
            }
        }
        return input;
    }
}
