package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.training.evaluate.PairedComparison.Difference;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PairedComparisonTest {

    @Test
    void agreesWithWholeResamplesMeasuredByScikitLearn() {
        DrawnHoldout drawn = DrawnHoldout.binary(1000, 1, 0);

        PairedComparison comparison = compare(drawn.ofFirst(), drawn.ofSecond(), 1);

        JsonNode known = DrawnHoldout.figures("differences");
        assertAgree(comparison.logLoss().interval(), known.required("logLoss"));
        assertAgree(comparison.accuracy().interval(), known.required("accuracy"));
        assertAgree(comparison.rocAuc().interval(), known.required("rocAuc"));
    }

    @Test
    void rarelyCallsOneOfTwoEquallyGoodModelsWorse() {
        List<PairedComparison> comparisons = LongStream.range(0, 400)
                .mapToObj(seed -> {
                    Predictions[] equals = Simulated.equallyGood(300, seed);
                    return compare(equals[0], equals[1], seed);
                })
                .toList();

        // One in twenty is expected, 20 of 400 with a standard deviation of 4.4; accuracy moves in steps and errs less.
        assertThat(comparisons.stream()
                        .filter(c -> c.logLoss().worseBeyondNoise())
                        .count())
                .isBetween(8L, 34L);
        assertThat(comparisons.stream()
                        .filter(c -> c.rocAuc().worseBeyondNoise())
                        .count())
                .isBetween(8L, 34L);
        assertThat(comparisons.stream()
                        .filter(c -> c.accuracy().worseBeyondNoise())
                        .count())
                .isBetween(3L, 34L);
    }

    @Test
    void callsAModelWorseWhoseRowsWereShuffled() {
        DrawnHoldout drawn = DrawnHoldout.binary(400, 5, 0);
        double[] shuffled = new double[400];
        for (int i = 0; i < shuffled.length; i++) {
            // 183 shares no factor with 400: every row gets another row's probability.
            shuffled[i] = drawn.first()[(i * 183 + 57) % 400];
        }

        PairedComparison comparison = compare(drawn.ofFirst(), DrawnHoldout.predictions(drawn.classes(), shuffled), 1);

        assertThat(List.of(comparison.logLoss(), comparison.accuracy(), comparison.rocAuc()))
                .allMatch(Difference::worseBeyondNoise);
        assertThat(comparison.accuracy().worseBy(0.1)).isTrue();
        assertThat(comparison.accuracy().worseBy(0.9)).isFalse();
    }

    @Test
    void doesNotCallABetterModelWorse() {
        DrawnHoldout drawn = DrawnHoldout.binary(1000, 1, 0);

        PairedComparison comparison = compare(drawn.ofSecond(), drawn.ofFirst(), 1);

        assertThat(comparison.rocAuc().value()).isPositive();
        assertThat(comparison.rocAuc().atLeastWorseBy()).isNegative();
        assertThat(comparison.rocAuc().worseBeyondNoise()).isFalse();
    }

    @Test
    void findsNoDifferenceBetweenAModelAndItself() {
        Predictions predictions = DrawnHoldout.binary(100, 1, 0).ofFirst();

        Difference logLoss = compare(predictions, predictions, 1).logLoss();

        assertThat(logLoss).isEqualTo(new Difference(0, new ConfidenceInterval(0, 0), 0));
        assertThat(logLoss.worseBeyondNoise()).isFalse();
    }

    @Test
    void comparesEachModelAtItsOwnThreshold() {
        Predictions predictions = DrawnHoldout.binary(1000, 1, 0).ofFirst();

        PairedComparison comparison =
                PairedComparison.of(new Decisions(predictions, 0.5), new Decisions(predictions, 0.7), 1);

        assertThat(comparison.logLoss().value()).isZero();
        assertThat(comparison.accuracy().value()).isCloseTo(0.696 - 0.792, within(1e-12));
        assertThat(comparison.accuracy().worseBeyondNoise()).isTrue();
    }

    @Test
    void hasNoAreaToCompareOnRowsOfOneClass() {
        PairedComparison comparison =
                compare(DrawnHoldout.predictions(new int[] {1}, 0.8), DrawnHoldout.predictions(new int[] {1}, 0.6), 1);

        assertThat(comparison.rocAuc()).isNull();
        assertThat(comparison.logLoss().value()).isCloseTo(Math.log(0.8 / 0.6), within(1e-12));
    }

    @Test
    void refusesModelsOfDifferentRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(
                        DrawnHoldout.predictions(new int[] {1, 0}, 0.8, 0.2),
                        DrawnHoldout.predictions(new int[] {0, 1}, 0.8, 0.2),
                        1))
                .withMessageContaining("same rows");
    }

    private static PairedComparison compare(Predictions reference, Predictions candidate, long seed) {
        return PairedComparison.of(new Decisions(reference, 0.5), new Decisions(candidate, 0.5), seed);
    }

    private static void assertAgree(ConfidenceInterval interval, JsonNode known) {
        double low = known.get(0).asDouble();
        double high = known.get(1).asDouble();
        assertThat(interval.low()).isCloseTo(low, within((high - low) * 0.09));
        assertThat(interval.high()).isCloseTo(high, within((high - low) * 0.09));
    }
}
