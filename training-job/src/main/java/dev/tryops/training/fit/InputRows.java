package dev.tryops.training.fit;

import dev.tryops.model.InputLayout;
import dev.tryops.model.InputRow;
import dev.tryops.training.data.Dataset;
import java.util.List;
import java.util.Objects;

/** Rows as a graph takes them, by the columns of an {@link InputLayout}. */
interface InputRows {

    int count();

    float number(int row, int column);

    String text(int row, int column);

    static InputRows of(List<InputRow> rows) {
        return new InputRows() {
            @Override
            public int count() {
                return rows.size();
            }

            @Override
            public float number(int row, int column) {
                return rows.get(row).numbers()[column];
            }

            @Override
            public String text(int row, int column) {
                return rows.get(row).texts()[column];
            }
        };
    }

    static InputRows of(Dataset data) {
        int[] numbers = features(data, false);
        int[] texts = features(data, true);
        return new InputRows() {
            @Override
            public int count() {
                return data.rows();
            }

            @Override
            public float number(int row, int column) {
                return (float) data.input(numbers[column], row);
            }

            @Override
            public String text(int row, int column) {
                return Objects.requireNonNullElse(data.text(texts[column], row), "");
            }
        };
    }

    private static int[] features(Dataset data, boolean texts) {
        return new InputLayout(data.schema())
                .slots().stream()
                        .filter(slot -> slot.isText() == texts)
                        .mapToInt(slot -> slot.feature().position())
                        .toArray();
    }
}
