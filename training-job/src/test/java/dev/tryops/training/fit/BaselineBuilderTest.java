package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.model.PredictionStatistics;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselineBuilderTest {

    @Test
    void computesMomentsAndPercentilesAsNumPyDoes() {
        FeatureStatistics.Numeric statistics = statistics(3, 1, 4, 1, 5, 9, 2, 6);

        assertThat(statistics.mean()).isCloseTo(3.875, within(1e-12));
        assertThat(statistics.std()).isCloseTo(2.57087047, within(1e-8));
        assertThat(statistics.min()).isEqualTo(1);
        assertThat(statistics.max()).isEqualTo(9);
        assertThat(statistics.percentiles().keySet()).containsExactly("p25", "p50", "p75", "p95");
        assertThat(statistics.percentiles().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .containsExactly(new double[] {1.75, 3.5, 5.25, 7.95}, within(1e-12));
        assertThat(statistics.missingRate()).isZero();
    }

    @Test
    void dividesDistinctValuesIntoTenEqualBins() {
        Histogram histogram =
                histogram(IntStream.range(0, 1_000).asDoubleStream().toArray());

        assertThat(histogram.counts()).hasSize(10).allMatch(count -> count == 100);
        assertThat(histogram.binEdges().getFirst()).isEqualTo(0);
        assertThat(histogram.binEdges().getLast()).isEqualTo(999);
    }

    @Test
    void countsEveryValueInTheBinThatReadersPutItIn() {
        double[] clipped = IntStream.range(0, 999)
                .mapToDouble(i -> Math.max(0, i % 37 - 12) / 10.0)
                .toArray();

        Histogram histogram = histogram(clipped);

        long[] counts = new long[histogram.counts().size()];
        Arrays.stream(clipped).forEach(value -> counts[histogram.binOf(value)]++);
        assertThat(histogram.counts()).isEqualTo(Arrays.stream(counts).boxed().toList());
        assertThat(innerEdges(histogram)).isSorted().doesNotHaveDuplicates();
        assertThat(histogram.counts()).hasSizeLessThanOrEqualTo(10).allMatch(count -> count > 0);
    }

    @Test
    void keepsAValueInItsBinWhenItArrivesRoundedToFloat32() {
        double[] values =
                IntStream.range(0, 1_000).mapToDouble(i -> i / 1_000.0).toArray();

        Histogram histogram = histogram(values);

        assertThat(Arrays.stream(values))
                .allMatch(value -> histogram.binOf(value.floatValue()) == histogram.binOf(value));
    }

    @Test
    void givesAValueThatHoldsMostRowsABinOfItsOwn() {
        double[] mostlyZero = IntStream.range(0, 1_000)
                .mapToDouble(i -> i % 5 == 0 ? i % 2 - 0.5 : 0)
                .toArray();

        Histogram histogram = histogram(mostlyZero);

        assertThat(histogram.counts()).containsExactly(100L, 800L, 100L);
    }

    @Test
    void seesWhenAConstantColumnChanges() {
        Histogram whole = histogram(7, 7, 7);
        Histogram fraction = histogram(0.1, 0.1, 0.1);

        assertThat(whole.binEdges()).containsExactly(7.0, 7.0, Math.nextUp(7.0), Math.nextUp(7.0));
        assertThat(whole.counts()).containsExactly(0L, 3L, 0L);
        assertThat(fraction.binOf(0.1f)).isEqualTo(fraction.binOf(0.1)).isEqualTo(1);
        assertThat(fraction.binOf(0.1001)).isEqualTo(2);
        assertThat(fraction.binOf(0.0999)).isZero();
        assertThat(statistics(0.1, 0.1, 0.1).std()).isZero();
    }

    @Test
    void describesWhatTheModelPredictsForTheTrainingRows() {
        Dataset data = TestData.normal(List.of("a", "b"), 500, 1, values -> values[0] - values[1]);
        LogisticModel model = new LogisticTrainer(42).fit(data);

        Baseline baseline = BaselineBuilder.of(model, data, (feature, ascending, statistics) -> {});

        double[] predicted = model.shown(data);
        PredictionStatistics statistics = baseline.predictionStatistics();
        assertThat(baseline.nSamples()).isEqualTo(500);
        assertThat(baseline.featureStatistics()).containsOnlyKeys("a", "b");
        assertThat(statistics.type()).isEqualTo("binary_classification");
        assertThat(statistics.meanProbability())
                .isCloseTo(Arrays.stream(predicted).average().orElseThrow(), within(1e-12));
        assertThat(statistics.histogram().binEdges())
                .hasSize(11)
                .startsWith(0.0, 0.1)
                .endsWith(1.0);
        assertThat(statistics.histogram().counts().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(500);
    }

    private static List<Double> innerEdges(Histogram histogram) {
        return histogram.binEdges().subList(1, histogram.binEdges().size() - 1);
    }

    private static Histogram histogram(double... values) {
        return statistics(values).histogram();
    }

    private static FeatureStatistics.Numeric statistics(double... values) {
        Dataset data = TestData.of(TestData.floats(List.of("x")), new double[][] {values}, new int[values.length]);
        LogisticModel model = Models.ofNumbers(data.schema(), new double[] {0}, new double[] {1}, 0, new double[] {1});
        return (FeatureStatistics.Numeric) BaselineBuilder.of(model, data, (feature, ascending, statistics) -> {})
                .featureStatistics()
                .get("x");
    }
}
