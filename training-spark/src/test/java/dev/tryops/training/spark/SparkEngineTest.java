package dev.tryops.training.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.training.data.BadData;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.fit.Fit;
import dev.tryops.training.fit.FitSettings;
import dev.tryops.training.fit.FitSettings.Engine;
import dev.tryops.training.fit.OnnxExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkEngineTest {

    /** Of a weight of order one: the gradient is then below 1e-8 per row, in either engine. */
    private static final double TOLERANCE = 2e-6;

    @RegisterExtension
    final LocalSpark spark = new LocalSpark();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"2, 0, false", "2, 1, true", "2, 250, false", "3, 0, false", "4, 10, true"})
    void findsTheWeightsThatNewtonsMethodFinds(int classes, double l2, boolean balanced) {
        Dataset data = Tables.mixed(4_000, classes, 5);
        spark.partitionsOf(40_000);

        Fit found = fit(data, Engine.SPARK, l2, balanced);

        Fit exact = fit(data, Engine.NEWTON, l2, balanced);
        assertThat(found.hyperparameters()).containsEntry("converged", true).containsEntry("partitions", 4);
        assertThat(found.model().biases()).hasSize(exact.model().biases().length);
        for (int k = 0; k < exact.model().biases().length; k++) {
            assertThat(found.model().biases()[k]).isCloseTo(exact.model().biases()[k], within(TOLERANCE));
            assertThat(found.model().weights()[k])
                    .usingComparatorWithPrecision(TOLERANCE)
                    .containsExactly(exact.model().weights()[k]);
            assertThat(found.errors()[k])
                    .usingComparatorWithPrecision(TOLERANCE)
                    .containsExactly(exact.errors()[k]);
        }
    }

    @Test
    void findsTheSameBytesAgainHoweverManyPartitionsAndCores() {
        Dataset data = Tables.mixed(6_000, 3, 8);
        spark.partitionsOf(12_000);
        Fit first = fit(data, Engine.SPARK, 1, false);
        assertThat((int) first.hyperparameters().get("partitions")).isGreaterThan(15);

        for (String cores : List.of("local[2]", "local[1]", "local[5]")) {
            spark.set("spark.master", cores);
            Fit again = fit(data, Engine.SPARK, 1, false);

            assertThat(again.model().weights())
                    .as(cores)
                    .isDeepEqualTo(first.model().weights());
            assertThat(OnnxExport.toBytes(again.model())).isEqualTo(OnnxExport.toBytes(first.model()));
        }
    }

    @Test
    void refusesClassesThatALineSeparates() throws IOException {
        Dataset data = Tables.separated(400);

        assertThatThrownBy(() -> fit(data, Engine.SPARK, 0, false))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("without a single error")
                .hasMessageContaining("'answer'")
                .hasMessageContaining("--l2 1");

        assertThat(filesLeft()).isEmpty();
        assertThat(fit(data, Engine.SPARK, 1, false).model().weights()[0][1]).isPositive();
    }

    @Test
    void leavesNoRowsBehind() throws IOException {
        fit(Tables.mixed(500, 2, 1), Engine.SPARK, 1, false);

        assertThat(filesLeft()).isEmpty();
    }

    private Fit fit(Dataset data, Engine engine, double l2, boolean balanced) {
        return Fit.of(data, new FitSettings(engine, OptionalDouble.of(l2), balanced, false), 42, directory);
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
