package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rate of false alarms, for several sizes of windows and training data, as a table. */
@Tag("faults")
class FalseAlarmsIT {

    private static final int[] TRAINING_ROWS = {500, 4_000, 20_000};
    private static final Map<Integer, Integer> WINDOWS = new TreeMap<>(Map.of(200, 1_000, 1_000, 1_000, 5_000, 500));
    private static final int MODELS = 5;

    @Test
    void staysBelowOnePercentWhateverTheSizes() {
        Map<String, Population> populations = new TreeMap<>(
                Map.of("credit applications", Applicants.OF_TRAINING, "mixed table", Households.OF_TRAINING));
        StringBuilder table = new StringBuilder(
                "| Data | Training rows | Window | Windows | With an alarm |\n|---|---|---|---|---|\n");
        populations.forEach((name, population) -> {
            for (int rows : TRAINING_ROWS) {
                FalseAlarms.measure(population, rows, WINDOWS, MODELS).forEach((window, found) -> {
                    table.append("| %s | %,d | %,d | %,d | %d |%n"
                            .formatted(name, rows, window, found.windows(), found.alarmed()));
                    assertThat(found.rate())
                            .as(name + " " + rows + " " + window + " " + found)
                            .isLessThanOrEqualTo(0.01);
                });
            }
        });
        System.out.println(table);
    }
}
