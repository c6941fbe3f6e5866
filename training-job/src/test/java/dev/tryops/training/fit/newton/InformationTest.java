package dev.tryops.training.fit.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InformationTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void knowsTheErrorsAtTheOptimumAsNewtonDoes(int classes) {
        Table table = Table.drawn(2_000, 4, classes, 5, 1);
        NewtonFit fit = fit(table, classes);

        double[][] errors = errors(table, classes, fit.biases(), fit.weights());

        for (int score = 0; score < errors.length; score++) {
            assertThat(errors[score]).containsExactly(fit.weightErrors()[score], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void hasNoErrorsForColumnsThatDetermineOneAnother(int classes) {
        Table table = Table.drawn(2_000, 4, classes, 5, 1);
        NewtonFit fit = fit(table, classes);
        double[] sum = IntStream.range(0, table.rows())
                .mapToDouble(row -> table.x()[row][0] - table.x()[row][2])
                .toArray();
        double[][] weights =
                Arrays.stream(fit.weights()).map(row -> Arrays.copyOf(row, 5)).toArray(double[][]::new);

        double[][] errors = errors(table.with(sum), classes, fit.biases(), weights);

        for (int score = 0; score < errors.length; score++) {
            double[] known = fit.weightErrors()[score];
            assertThat(errors[score])
                    .containsExactly(
                            new double[] {Double.NaN, known[1], Double.NaN, known[3], Double.NaN}, within(1e-9));
        }
    }

    @Test
    void aConstantColumnLeavesTheOthersTheirErrors() {
        Table table = Table.drawn(2_000, 3, 2, 5, 0);
        NewtonFit fit = fit(table, 2);
        double[][] weights = {Arrays.copyOf(fit.weights()[0], 4)};

        double[][] errors = errors(table.with(new double[2_000]), 2, fit.biases(), weights);

        assertThat(Arrays.copyOf(errors[0], 3)).containsExactly(fit.weightErrors()[0], within(1e-9));
        assertThat(errors[0][3]).isNaN();
    }

    @Test
    void isNotAskedForWhereItWouldTakeTooLong() {
        Table wide = new Table(new double[2][1_500], new int[] {0, 1});

        assertThat(Information.weightErrors(wide, new double[] {1, 1}, new double[1], new double[1][1_500], 0, 1))
                .isEmpty();
    }

    private static NewtonFit fit(Table table, int classes) {
        return new NewtonTrainer(NewtonSettings.ridge(0), 2).fit(table, classes);
    }

    private static double[][] errors(Table table, int classes, double[] biases, double[][] weights) {
        double[] alike = new double[classes];
        Arrays.fill(alike, 1);
        return Information.weightErrors(table, alike, biases, weights, 0, 2).orElseThrow();
    }
}
