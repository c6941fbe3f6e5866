package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.Dtype;
import dev.tryops.model.Feature;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.GoldenRow;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoldenRowsTest {

    private static final double CLEARLY_MORE_THAN_TOLERANCE = 5 * GoldenRow.TOLERANCE;

    @Test
    void areTwentyOrTheWholeHoldOut() {
        Dataset data = many(12, 300);
        LogisticModel model = new LogisticTrainer(42).fit(data);

        assertThat(GoldenRows.select(model, data).rows()).hasSize(20);
        assertThat(GoldenRows.select(model, first(data, 21)).rows()).hasSize(20);
        assertThat(GoldenRows.select(model, first(data, 7)).rows()).hasSize(7);
    }

    @Test
    void comeFromTheHoldOutWithBothClassesAndEveryFeatureVaried() {
        Dataset data = many(12, 300);
        LogisticModel model = new LogisticTrainer(42).fit(data);

        List<GoldenRow> rows = GoldenRows.select(model, data).rows();

        assertThat(rows.stream().map(row -> classOf(row, data)).distinct()).hasSize(2);
        for (String name : data.schema().names()) {
            assertThat(rows.stream().map(row -> row.features().get(name)).distinct())
                    .as(name)
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void findTheOneRowOfARareClassAndTheOneWhereAColumnVaries() {
        Dataset normal = TestData.normal(names(3), 1_000, 6, values -> 0);
        double[][] columns = {normal.column(0), normal.column(1), new double[1_000]};
        columns[2][613] = 1;
        int[] classes = new int[1_000];
        classes[777] = 1;
        Dataset data = TestData.of(normal.schema(), columns, classes);

        GoldenRows golden = GoldenRows.select(model(data, new double[] {1, -1, 0.5}), data);

        assertThat(golden.rows().stream().map(row -> rowOf(row, data)))
                .contains(613, 777)
                .hasSize(20);
    }

    @Test
    void expectWhatTheTrainersOwnMathematicsGives() {
        Dataset data = many(12, 300);
        LogisticModel model = new LogisticTrainer(42).fit(data);
        double[] probabilities = model.shown(data);

        for (GoldenRow row : GoldenRows.select(model, data).rows()) {
            assertThat(row.expectedProbability()).isEqualTo(probabilities[rowOf(row, data)]);
        }
    }

    @Test
    void failForEverySwapOfTwoColumnsThatMovesAProbability() {
        for (Dataset data : List.of(many(12, 300), rareIndicators(), nearlyEqualColumns())) {
            double[] weights = new double[data.features()];
            IntStream.range(0, weights.length).forEach(f -> weights[f] = f % 2 == 0 ? 1 : -1.0 / (f + 1));
            LogisticModel model = model(data, weights);
            GoldenRows golden = GoldenRows.select(model, data);
            Dataset replayed = subset(golden, data);
            for (int i = 0; i < data.features(); i++) {
                for (int j = i + 1; j < data.features(); j++) {
                    if (moved(model, data, i, j) > 1e-4) {
                        assertThat(moved(model, replayed, i, j))
                                .as("columns %d and %d", i, j)
                                .isGreaterThan(CLEARLY_MORE_THAN_TOLERANCE);
                    }
                }
            }
            assertThat(golden.indistinguishable()).isZero();
        }
    }

    @Test
    void sayHowManySwapsTwentyRowsCannotTell() {
        // Sixty columns of which each row sets one: twenty rows leave forty columns that are always zero.
        int width = 60;
        double[][] columns = new double[width][6_000];
        int[] classes = new int[6_000];
        Random random = new Random(5);
        for (int row = 0; row < classes.length; row++) {
            columns[row % width][row] = 1;
            classes[row] = random.nextInt(width) < row % width ? 1 : 0;
        }
        Dataset data = TestData.of(TestData.floats(names(width)), columns, classes);
        LogisticModel model = new LogisticTrainer(42).fit(data);

        assertThat(GoldenRows.select(model, data).indistinguishable()).isPositive();
    }

    @Test
    void holdValuesAsClientsWouldSendThem() {
        FeatureSchema schema = new FeatureSchema(List.of(
                new Feature("count", 0, Dtype.INT64, false),
                new Feature("ratio", 1, Dtype.FLOAT64, false),
                new Feature("flag", 2, Dtype.BOOL, false)));
        Dataset data = TestData.of(
                schema,
                new double[][] {{1, 2, 3, 4}, {0.1, 2, 0.3, 4}, {1, 0, 0, 1}},
                new int[] {0, 1, 0, 1},
                List.of(ClassLabel.ofText("no"), ClassLabel.ofText("yes")));
        LogisticModel model = new LogisticTrainer(42).fit(data);

        GoldenRow first = GoldenRows.select(model, data).rows().getFirst();

        assertThat(first.features())
                .containsEntry("count", 1L)
                .containsEntry("ratio", 0.1)
                .containsEntry("flag", true);
    }

    @Test
    void areFoundInSecondsForThousandsOfColumns() {
        Dataset data = many(1_000, 200);
        LogisticModel model = new LogisticTrainer(42).fit(data);

        long start = System.nanoTime();
        GoldenRows golden = GoldenRows.select(model, data);

        assertThat(golden.rows()).hasSize(20);
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
    }

    private static double moved(LogisticModel model, Dataset data, int i, int j) {
        double[][] columns = TestData.columns(data);
        double[] first = columns[i];
        columns[i] = columns[j];
        columns[j] = first;
        double[] before = model.shown(data);
        double[] after = model.shown(TestData.with(data, columns));
        return IntStream.range(0, before.length)
                .mapToDouble(row -> Math.abs(before[row] - after[row]))
                .max()
                .orElseThrow();
    }

    private static Dataset subset(GoldenRows golden, Dataset data) {
        return data.subset(
                golden.rows().stream().mapToInt(row -> rowOf(row, data)).toArray());
    }

    private static int classOf(GoldenRow row, Dataset data) {
        return data.classOf(rowOf(row, data));
    }

    private static int rowOf(GoldenRow golden, Dataset data) {
        return IntStream.range(0, data.rows())
                .filter(row -> IntStream.range(0, data.features())
                        .allMatch(f -> golden.features()
                                .get(data.schema().names().get(f))
                                .equals(data.value(f, row))))
                .findFirst()
                .orElseThrow();
    }

    private static Dataset first(Dataset data, int rows) {
        return data.subset(IntStream.range(0, rows).toArray());
    }

    private static Dataset many(int width, int rows) {
        return TestData.normal(names(width), rows, 3, values -> values[0] - 2 * values[1] + values[2] / 4);
    }

    /** Three normal columns and four indicators that are set in three rows of a thousand each. */
    private static Dataset rareIndicators() {
        Dataset normal = TestData.normal(names(7), 1_000, 4, values -> values[0] - values[1]);
        double[][] columns = TestData.columns(normal);
        for (int f = 3; f < 7; f++) {
            int number = f;
            columns[f] = IntStream.range(0, 1_000)
                    .mapToDouble(row -> row % 331 == 10 * number ? 1 : 0)
                    .toArray();
        }
        return TestData.with(normal, columns);
    }

    /** Pairs of columns that differ in two rows of five thousand, by little. */
    private static Dataset nearlyEqualColumns() {
        Dataset normal = TestData.normal(names(8), 5_000, 5, values -> values[0] + values[1]);
        double[][] columns = TestData.columns(normal);
        for (int pair = 0; pair < 4; pair++) {
            columns[2 * pair + 1] = columns[2 * pair].clone();
            columns[2 * pair + 1][1_003 + 7 * pair] += 0.01;
            columns[2 * pair + 1][4_001 + 7 * pair] += 0.001;
        }
        return TestData.with(normal, columns);
    }

    private static LogisticModel model(Dataset data, double[] weights) {
        double[] ones = IntStream.range(0, weights.length).mapToDouble(f -> 1).toArray();
        return Models.ofNumbers(data.schema(), new double[weights.length], ones, 0, weights);
    }

    private static List<String> names(int width) {
        List<String> names = new ArrayList<>();
        for (int f = 0; f < width; f++) {
            names.add("f" + f);
        }
        return names;
    }
}
