package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IntervalsTest {

    @Test
    void agreesWithWholeResamplesMeasuredByScikitLearn() {
        Intervals intervals = Intervals.of(DrawnHoldout.binary(1000, 1, 0).ofFirst(), 0.5, 1);

        JsonNode known = DrawnHoldout.figures("intervals");
        assertAgree(intervals.accuracy(), known.required("accuracy"));
        assertAgree(intervals.precision(), known.required("precision"));
        assertAgree(intervals.recall(), known.required("recall"));
        assertAgree(intervals.f1Score(), known.required("f1Score"));
        assertAgree(intervals.rocAuc(), known.required("rocAuc"));
        assertAgree(intervals.logLoss(), known.required("logLoss"));
        assertAgree(intervals.brierScore(), known.required("brierScore"));
    }

    @Test
    void agreesWithScikitLearnOnMeansOverClasses() {
        Intervals intervals = Intervals.of(DrawnHoldout.multiclass(600, 4, 4), 0.5, 1);

        JsonNode known = DrawnHoldout.figures("multiclassIntervals");
        assertAgree(intervals.f1Score(), known.required("f1Score"));
        assertAgree(intervals.rocAuc(), known.required("rocAuc"));
        assertAgree(intervals.logLoss(), known.required("logLoss"));
    }

    @Test
    void coverTheTruthAboutAsOftenAsTheySay() {
        List<Intervals> drawn = LongStream.range(0, 400)
                .mapToObj(seed -> Intervals.of(Simulated.calibrated(200, seed), 0.5, seed))
                .toList();

        // Of 400 intervals of 95 %, 380 are expected to cover, with a standard deviation of 4.4. Of scores that are
        // uniform in 0 ... 1 and right, by integration: accuracy 3/4, area 5/6, and -∫ p log p + (1 - p) log (1 - p) =
        // 1/2.
        assertThat(drawn.stream().filter(i -> i.accuracy().contains(0.75)).count())
                .isBetween(360L, 395L);
        assertThat(drawn.stream().filter(i -> i.rocAuc().contains(5 / 6.0)).count())
                .isBetween(360L, 395L);
        assertThat(drawn.stream().filter(i -> i.logLoss().contains(0.5)).count())
                .isBetween(360L, 395L);
    }

    @Test
    void areAsWideFromBlocksAsFromRows() {
        // 40,000 rows are drawn in blocks of four; the standard error of a mean of n rows is known.
        Predictions predictions = Simulated.calibrated(40_000, 3);

        Intervals intervals = Intervals.of(predictions, 0.5, 1);

        double half = (intervals.accuracy().high() - intervals.accuracy().low()) / 2;
        assertThat(half).isCloseTo(1.96 * Math.sqrt(0.75 * 0.25 / 40_000), within(half * 0.12));
    }

    @Test
    void areTheSameForTheSameSeed() {
        Predictions predictions = Simulated.calibrated(200, 3);

        assertThat(Intervals.of(predictions, 0.5, 7)).isEqualTo(Intervals.of(predictions, 0.5, 7));
        assertThat(Intervals.of(predictions, 0.5, 7)).isNotEqualTo(Intervals.of(predictions, 0.5, 8));
    }

    @Test
    void areAPointForASingleRowAndHaveNoArea() {
        Intervals intervals = Intervals.of(DrawnHoldout.predictions(new int[] {1}, 0.8), 0.5, 1);

        assertThat(intervals.accuracy()).isEqualTo(new ConfidenceInterval(1, 1));
        assertThat(intervals.rocAuc()).isNull();
    }

    @Test
    void stayWithinTheScaleWhereResamplesLackAClass() {
        // One positive among six rows: every third resample has none, and no area.
        ConfidenceInterval area = Intervals.of(
                        DrawnHoldout.predictions(new int[] {0, 0, 0, 0, 0, 1}, 0, 0.1, 0.2, 0.3, 1, 0.4), 0.5, 1)
                .rocAuc();

        assertThat(area.low()).isBetween(0.0, 0.8);
        assertThat(area.high()).isOne();
    }

    /** Both are bootstraps: their ends differ by what 1,000 and some thousand resamples leave to chance. */
    private static void assertAgree(ConfidenceInterval interval, JsonNode known) {
        double low = known.get(0).asDouble();
        double high = known.get(1).asDouble();
        assertThat(interval.low()).isCloseTo(low, within((high - low) * 0.09));
        assertThat(interval.high()).isCloseTo(high, within((high - low) * 0.09));
    }
}
