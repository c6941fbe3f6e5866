package dev.tryops.training.fit.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.training.data.BadData;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonTrainerTest {

    private static final double[] WEIGHTS = {2, -1, 0.5, 0};

    @Test
    void recoversTheCoefficientsThatTheRowsWereDrawnWith() {
        NewtonFit fit = fit(known(50_000, 7), 2, 0);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.biases()[0]).isCloseTo(0.5, within(3 * fit.biasErrors()[0]));
        for (int j = 0; j < WEIGHTS.length; j++) {
            assertThat(fit.weights()[0][j]).isCloseTo(WEIGHTS[j], within(3 * fit.weightErrors()[0][j]));
            assertThat(fit.weightErrors()[0][j]).isBetween(0.005, 0.03);
        }
    }

    @Test
    void givesIntervalsThatHoldTheTruthAsOftenAsTheyPromise() {
        int held = 0;
        for (int i = 0; i < 400; i++) {
            NewtonFit fit = fit(known(400, 1000 + i), 2, 0);
            held += Math.abs(fit.weights()[0][0] - WEIGHTS[0]) <= 1.96 * fit.weightErrors()[0][0] ? 1 : 0;
        }

        // 95 in 100, give or take three deviations of a count out of 400.
        assertThat(held).isBetween(367, 393);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void givesTheSameBitsWhateverTheNumberOfThreads(int classes) {
        Table table = Table.drawn(50_003, 5, classes, 5, 1);
        NewtonFit one = new NewtonTrainer(NewtonSettings.ridge(1), 1).fit(table, classes);

        NewtonFit four = new NewtonTrainer(NewtonSettings.ridge(1), 4).fit(table, classes);

        assertThat(four).usingRecursiveComparison().isEqualTo(one);
        assertThat(four.weights()).isDeepEqualTo(one.weights());
        assertThat(one.converged()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "3, 0", "3, 1"})
    void weighsAClassAsIfItsRowsWereThereSeveralTimes(int classes, double l2) {
        Table table = Table.drawn(500, 3, classes, 6, 0);
        int[] repeated = IntStream.range(0, table.rows())
                .flatMap(row -> IntStream.generate(() -> row).limit(table.classOf(row) == 1 ? 3 : 1))
                .toArray();
        Table longer = new Table(
                IntStream.of(repeated).mapToObj(row -> table.x()[row]).toArray(double[][]::new),
                IntStream.of(repeated).map(table::classOf).toArray());
        double[] weights = classes == 2 ? new double[] {1, 3} : new double[] {1, 3, 1};

        NewtonFit weighed = new NewtonTrainer(NewtonSettings.ridge(l2).weighing(weights), 2).fit(table, classes);

        NewtonFit expected = fit(longer, classes, l2);
        assertThat(weighed.biases()).containsExactly(expected.biases(), within(1e-8));
        for (int row = 0; row < expected.weights().length; row++) {
            assertThat(weighed.weights()[row]).containsExactly(expected.weights()[row], within(1e-8));
            assertThat(weighed.weightErrors()[row]).containsExactly(expected.weightErrors()[row], within(1e-8));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 100", "3, 1"})
    void leavesTheFirstStepsToASampleWhereRowsAreMany(int classes, double l2) {
        Table table = Table.drawn(500_000, 3, classes, 8, 0.3);
        Counted counted = new Counted(table);

        NewtonFit fit = fit(counted, classes, l2);

        assertThat(fit.converged()).isTrue();
        assertThat(counted.reads()).isLessThan(6L * table.rows());
        assertThat(gradient(fit, table, classes, l2)).isLessThan(1e-6 * table.rows());
    }

    @Test
    void beginsWithAllRowsWhereTheSampleIsOfOneClass() {
        Table drawn = known(500_000, 9);
        int[] classes = drawn.classes().clone();
        IntStream.range(0, classes.length).filter(row -> row % 10 == 0).forEach(row -> classes[row] = 0);

        NewtonFit fit = fit(new Table(drawn.x(), classes), 2, 0);

        assertThat(fit.converged()).isTrue();
    }

    /** The largest part of the gradient, computed row by row. */
    private static double gradient(NewtonFit fit, Table table, int classes, double l2) {
        int outputs = fit.biases().length;
        double[][] gradient = new double[outputs][table.columns() + 1];
        for (int row = 0; row < table.rows(); row++) {
            double[] odds = new double[outputs];
            double sum = classes == 2 ? 1 : 0;
            for (int k = 0; k < outputs; k++) {
                double score = fit.biases()[k];
                for (int j = 0; j < table.columns(); j++) {
                    score += fit.weights()[k][j] * table.x()[row][j];
                }
                odds[k] = Math.exp(score);
                sum += odds[k];
            }
            for (int k = 0; k < outputs; k++) {
                boolean own = table.classOf(row) == k + classes - outputs;
                double error = odds[k] / sum - (own ? 1 : 0);
                gradient[k][0] += error;
                for (int j = 0; j < table.columns(); j++) {
                    gradient[k][j + 1] += error * table.x()[row][j];
                }
            }
        }
        double largest = 0;
        for (int k = 0; k < outputs; k++) {
            for (int j = 0; j <= table.columns(); j++) {
                double penalty = j == 0 ? 0 : l2 * fit.weights()[k][j - 1];
                largest = Math.max(largest, Math.abs(gradient[k][j] + penalty));
            }
        }
        return largest;
    }

    @Test
    void halvesStepsThatOvershoot() {
        Table table = withOutliers();
        Counted counted = new Counted(table);

        NewtonFit fit = fit(counted, 2, 1e-6);

        assertThat(counted.reads()).isGreaterThan(table.rows() * (fit.iterations() + 1L));
        assertThat(fit.converged()).isTrue();
        assertThat(slopeOfLoss(table, fit, 1e-6)).isCloseTo(0, within(1e-4));
    }

    @Test
    void saysThatItStoppedBeforeTheOptimum() {
        NewtonFit fit = new NewtonTrainer(new NewtonSettings(0, new double[0], 1, 1e-6), 1).fit(known(1000, 7), 2);

        assertThat(fit.converged()).isFalse();
        assertThat(fit.iterations()).isEqualTo(1);
    }

    @Test
    void refusesMoreUnknownsThanItCanFactor() {
        DesignMatrix wide = new Table(new double[1][500], new int[1]);

        assertThatThrownBy(() -> fit(wide, 3, 1))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("3 classes and 500 columns")
                .hasMessageContaining("1,503 weights")
                .hasMessageContaining("Choose");
    }

    @Test
    void refusesAClassWithoutRows() {
        assertThatThrownBy(() -> fit(new Table(new double[4][1], new int[] {0, 2, 2, 0}), 3, 1))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("Class 1 of 3 has no rows");
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        Table table = known(100, 1);
        table.x()[70][2] = Double.NaN;

        assertThatThrownBy(() -> fit(table, 2, 1)).isInstanceOf(BadData.class).hasMessageContaining("too extreme");
    }

    @Test
    void passesOnWhatAReadThrows() {
        Table table = known(20_000, 1);
        table.x()[9000] = new double[0];

        assertThatThrownBy(() -> fit(table, 2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    static NewtonFit fit(DesignMatrix table, int classes, double l2) {
        return new NewtonTrainer(NewtonSettings.ridge(l2), 2).fit(table, classes);
    }

    static Table known(int rows, long seed) {
        Table.Draws draws = new Table.Draws(seed);
        double[][] x = new double[rows][WEIGHTS.length];
        int[] y = new int[rows];
        for (int i = 0; i < rows; i++) {
            double score = 0.5;
            for (int j = 0; j < WEIGHTS.length; j++) {
                x[i][j] = draws.normal();
                score += WEIGHTS[j] * x[i][j];
            }
            y[i] = draws.uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
        }
        return new Table(x, y);
    }

    /** One class is rare but among rows far out, where it is as frequent: a straight line is no guide to the log-odds. */
    private static Table withOutliers() {
        Table.Draws draws = new Table.Draws(4);
        double[][] x = new double[2000][1];
        int[] y = new int[2000];
        for (int i = 0; i < x.length; i++) {
            boolean far = i % 100 == 0;
            x[i][0] = far ? 1000 + draws.normal() : draws.normal();
            y[i] = i % (far ? 200 : 301) == 0 ? 1 : 0;
        }
        return new Table(x, y);
    }

    private static double slopeOfLoss(Table table, NewtonFit fit, double l2) {
        double slope = l2 * fit.weights()[0][0];
        for (int i = 0; i < table.rows(); i++) {
            double x = table.x()[i][0];
            slope += (1 / (1 + Math.exp(-fit.biases()[0] - fit.weights()[0][0] * x)) - table.classOf(i)) * x;
        }
        return slope;
    }

    /** A table that knows how often its rows were read. */
    private record Counted(Table table, LongAdder read) implements DesignMatrix {

        Counted(Table table) {
            this(table, new LongAdder());
        }

        long reads() {
            return read.sum();
        }

        @Override
        public int rows() {
            return table.rows();
        }

        @Override
        public int columns() {
            return table.columns();
        }

        @Override
        public void read(int row, double[] into) {
            read.increment();
            table.read(row, into);
        }

        @Override
        public int classOf(int row) {
            return table.classOf(row);
        }
    }
}
