package dev.tryops.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.2, 0.29, 0.5, 0.8})
    void holdsOutTheFractionThatIsAskedForWithTheClassesInProportion(double testSize) {
        Dataset all = data(1_003, 4);

        Split split = Split.stratified(all, testSize, 42);

        assertThat(split.holdOut().rows()).isEqualTo((int) Math.round(1_003 * testSize));
        assertThat(positives(split.holdOut())).isCloseTo(positives(all) * testSize, within(1.0));
    }

    @Test
    void putsEveryRowIntoExactlyOnePart() {
        Dataset all = data(1_003, 4);

        Split split = Split.stratified(all, 0.2, 42);

        double[] together = DoubleStream.concat(
                        Arrays.stream(split.training().column(0)),
                        Arrays.stream(split.holdOut().column(0)))
                .sorted()
                .toArray();
        assertThat(together).isEqualTo(all.column(0));
    }

    @Test
    void keepsEachRowTogetherWithItsClass() {
        Dataset holdOut = Split.stratified(data(1_003, 4), 0.2, 42).holdOut();

        assertThat(IntStream.range(0, holdOut.rows()))
                .allMatch(row -> holdOut.classOf(row) == (holdOut.value(0, row) % 4 == 0 ? 1 : 0));
    }

    @Test
    void drawsTheSameRowsFromTheSameSeedAndOthersFromAnother() {
        Dataset all = data(1_003, 4);
        double[] first = Split.stratified(all, 0.2, 42).holdOut().column(0);

        assertThat(Split.stratified(all, 0.2, 42).holdOut().column(0)).isEqualTo(first);
        assertThat(Split.stratified(all, 0.2, 43).holdOut().column(0)).isNotEqualTo(first);
    }

    @Test
    void drawsFromTheWholeFile() {
        double[] held = Split.stratified(data(10_000, 2), 0.2, 42).holdOut().column(0);

        // The mean of 2,000 of 10,000 row numbers has a standard error of 58.
        assertThat(Arrays.stream(held).average().orElseThrow()).isCloseTo(5_000, within(250.0));
    }

    @Test
    void refusesAClassThatWouldBeMissingFromAPart() {
        Dataset rare = data(100, 34);

        assertThatThrownBy(() -> Split.stratified(rare, 0.2, 42))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("Class '1' has 3 rows");
    }

    /** Row numbers; every {@code period}th row is positive. */
    private static Dataset data(int rows, int period) {
        double[] numbers = IntStream.range(0, rows).asDoubleStream().toArray();
        int[] classes = new int[rows];
        IntStream.range(0, rows).filter(row -> row % period == 0).forEach(row -> classes[row] = 1);
        return TestData.of(TestData.floats(List.of("row")), new double[][] {numbers}, classes);
    }

    private static double positives(Dataset data) {
        return IntStream.range(0, data.rows())
                .filter(row -> data.classOf(row) == 1)
                .count();
    }
}
