package dev.tryops.training.fit.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Against figures that scikit-learn computed from the same rows: {@code make_figures.py} says how. */
class ScikitLearnTest {

    private static final double FIVE_DIGITS = 1e-5;

    record Figures(
            String table,
            double l2,
            double[] classWeights,
            int[] counts,
            double[] biases,
            double[][] weights,
            double[] biasErrors,
            double[][] weightErrors,
            double loss) {

        @Override
        public String toString() {
            return "%s, l2 %s, class weights %s".formatted(table, l2, Arrays.toString(classWeights));
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void findsWhatScikitLearnFinds(Figures expected) {
        Table table = table(expected.table);
        int classes = expected.counts.length;
        assertThat(IntStream.range(0, classes).map(k ->
                        (int) Arrays.stream(table.classes()).filter(y -> y == k).count()))
                .containsExactly(Arrays.stream(expected.counts).boxed().toArray(Integer[]::new));

        NewtonFit fit = new NewtonTrainer(NewtonSettings.ridge(expected.l2).weighing(expected.classWeights), 2)
                .fit(table, classes);

        assertThat(fit.converged()).isTrue();
        assertThat(fit.biases()).containsExactly(expected.biases, within(FIVE_DIGITS));
        assertThat(fit.biasErrors()).containsExactly(expected.biasErrors, within(FIVE_DIGITS));
        assertThat(fit.weights()).hasDimensions(expected.weights.length, expected.weights[0].length);
        for (int row = 0; row < fit.weights().length; row++) {
            assertThat(fit.weights()[row]).containsExactly(expected.weights[row], within(FIVE_DIGITS));
            assertThat(fit.weightErrors()[row]).containsExactly(expected.weightErrors[row], within(FIVE_DIGITS));
        }
        assertThat(fit.penalizedLoss()).isCloseTo(expected.loss, within(FIVE_DIGITS));
    }

    static Stream<Figures> recorded() {
        var mapper = JsonMapper.shared();
        return mapper.readTree(Path.of("src/test/resources/newton/figures.json"))
                .required("fits")
                .valueStream()
                .map(fit -> new Figures(
                        fit.required("table").asString(),
                        fit.required("l2").asDouble(),
                        mapper.convertValue(fit.required("class_weights"), double[].class),
                        mapper.convertValue(fit.required("counts"), int[].class),
                        mapper.convertValue(fit.required("biases"), double[].class),
                        mapper.convertValue(fit.required("weights"), double[][].class),
                        mapper.convertValue(fit.required("bias_errors"), double[].class),
                        mapper.convertValue(fit.required("weight_errors"), double[][].class),
                        fit.required("loss").asDouble()));
    }

    private static Table table(String name) {
        return switch (name) {
            case "even" -> Table.drawn(300, 3, 2, 1, 0);
            case "rare" -> Table.drawn(2000, 5, 2, 2, 8);
            case "three" -> Table.drawn(600, 4, 3, 3, 1);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
