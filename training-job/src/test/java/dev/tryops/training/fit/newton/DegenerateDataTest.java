package dev.tryops.training.fit.newton;

import static dev.tryops.training.fit.newton.NewtonTrainerTest.fit;
import static dev.tryops.training.fit.newton.NewtonTrainerTest.known;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.training.data.BadData;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that have no best weights, or more than one best set of them. */
class DegenerateDataTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void refusesSeparatedClassesWithoutARidge(int classes) {
        assertThatThrownBy(() -> fit(separated(classes), classes, 0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("without a single error")
                .hasMessageContaining("'c1'")
                .hasMessageContaining("--l2");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void fitsSeparatedClassesWithARidgeAndSaysSo(int classes) {
        NewtonFit fit = fit(separated(classes), classes, 0.01);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.separated()).isTrue();
        assertThat(fit.weights()[0]).doesNotContain(Double.NaN);
        assertThat(fit(known(1000, 1), 2, 0.01).separated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void refusesAColumnThatDecidesForAFewRows(int classes) {
        assertThatThrownBy(() -> fit(decidedByOneColumn(classes), classes, 0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("For some rows")
                .hasMessageContaining("'c3'")
                .hasMessageContaining("--l2");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void fitsAColumnThatDecidesForAFewRowsWithARidge(int classes) {
        NewtonFit fit = fit(decidedByOneColumn(classes), classes, 1e-4);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.separated()).isFalse();
    }

    @Test
    void refusesClassesThatMeetInOnePointOnly() {
        Table touching = new Table(
                new double[][] {{-2, 0}, {-1, 1}, {0, -1}, {0, -1}, {1, 1}, {2, 0}}, new int[] {0, 0, 0, 1, 1, 1});

        assertThatThrownBy(() -> fit(touching, 2, 0))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("For some rows")
                .hasMessageContaining("'c0'");
    }

    @Test
    void acceptsStrongColumnsThatErrNowAndThen() {
        Table table = known(5000, 3);
        double[] tellsNearlyAll = IntStream.range(0, 5000)
                .mapToDouble(i -> (table.classOf(i) == 1 ? 1 : -1) * (i % 1000 == 0 ? -1 : 1))
                .toArray();

        NewtonFit fit = fit(table.with(tellsNearlyAll), 2, 0);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.weights()[0][4]).isBetween(4.0, 10.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void givesConstantAndDependentColumnsNoWeightWithoutARidge(int classes) {
        Table table = Table.drawn(800, 3, classes, 9, 1);
        Table wider = table.with(table.column(1))
                .with(constant(800, 0))
                .with(constant(800, 2.5))
                .with(sum(table));
        NewtonFit expected = fit(table, classes, 0);

        NewtonFit fit = fit(wider, classes, 0);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.redundantColumns()).containsExactly(3, 4, 5, 6);
        assertThat(fit.biases()).containsExactly(expected.biases(), within(1e-9));
        for (int row = 0; row < fit.weights().length; row++) {
            assertThat(Arrays.copyOf(fit.weights()[row], 3)).containsExactly(expected.weights()[row], within(1e-9));
            assertThat(Arrays.copyOfRange(fit.weights()[row], 3, 7)).containsOnly(0);
            assertThat(Arrays.copyOf(fit.weightErrors()[row], 3))
                    .containsExactly(expected.weightErrors()[row], within(1e-9));
            assertThat(Arrays.copyOfRange(fit.weightErrors()[row], 3, 7)).containsOnly(Double.NaN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void sharesTheWeightOfEqualColumnsWithARidge(int classes) {
        Table table = Table.drawn(800, 3, classes, 9, 1);

        NewtonFit fit = fit(table.with(table.column(1)).with(constant(800, 0)), classes, 1);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.redundantColumns()).isEmpty();
        for (double[] row : fit.weights()) {
            assertThat(row[3]).isCloseTo(row[1], within(1e-9));
            assertThat(row[4]).isZero();
        }
    }

    @Test
    void fitsOnlyTheBiasWhereThereAreNoColumns() {
        NewtonFit fit = fit(new Table(new double[4][0], new int[] {0, 1, 1, 1}), 2, 0);

        assertThat(fit.biases()[0]).isCloseTo(Math.log(3), within(1e-9));
        // 1 / √(n p q)
        assertThat(fit.biasErrors()[0]).isCloseTo(1 / Math.sqrt(0.75), within(1e-9));
    }

    /** Column 1 lies in a range of its own for each class. */
    private static Table separated(int classes) {
        Table.Draws draws = new Table.Draws(11);
        int[] y = IntStream.range(0, 300).map(i -> i % classes).toArray();
        double[][] x = IntStream.of(y)
                .mapToObj(k -> new double[] {draws.normal(), k - classes / 2.0 + 0.8 * draws.uniform()})
                .toArray(double[][]::new);
        return new Table(x, y);
    }

    /** Column 3 is an indicator that is set in five rows, all of class 1; standardized, as the trainer gets it. */
    private static Table decidedByOneColumn(int classes) {
        Table table = Table.drawn(2000, 3, classes, 12, 0);
        int[] set = IntStream.range(0, 2000)
                .filter(i -> table.classOf(i) == 1)
                .limit(5)
                .toArray();
        double mean = 5 / 2000.0;
        double deviation = Math.sqrt(mean * (1 - mean));
        double[] indicator = constant(2000, -mean / deviation);
        for (int row : set) {
            indicator[row] = (1 - mean) / deviation;
        }
        return table.with(indicator);
    }

    private static double[] constant(int rows, double value) {
        return IntStream.range(0, rows).mapToDouble(i -> value).toArray();
    }

    private static double[] sum(Table table) {
        return Arrays.stream(table.x())
                .mapToDouble(row -> row[0] - 2 * row[2] + 1)
                .toArray();
    }
}
