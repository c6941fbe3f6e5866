package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tryops.training.evaluate.ThresholdChoice.CostRatio;
import dev.tryops.training.evaluate.ThresholdChoice.Fixed;
import dev.tryops.training.evaluate.ThresholdChoice.MaxF1;
import dev.tryops.training.evaluate.ThresholdChoice.YoudenJ;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdChoiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"f1", "youden", "cost:5", "cost:0.3"})
    void decidesAsTheBestOfAllCutsThatScikitLearnMeasured(String rule) {
        Predictions predictions = DrawnHoldout.binary(1000, 1, 0).ofFirst();

        Decisions decisions =
                new Decisions(predictions, ThresholdChoice.parse(rule).on(predictions));

        assertThat(IntStream.range(0, 1000)
                        .filter(row -> decisions.of(row) == 1)
                        .count())
                .isEqualTo(DrawnHoldout.figures("thresholds")
                        .required(rule)
                        .required("taken")
                        .asLong());
    }

    @Test
    void readsWhatItWrites() {
        assertThat(ThresholdChoice.parse("0.5")).isEqualTo(new Fixed(0.5)).isEqualTo(ThresholdChoice.DEFAULT);
        assertThat(ThresholdChoice.parse(" F1 ")).isEqualTo(new MaxF1());
        assertThat(ThresholdChoice.parse("youden")).isEqualTo(new YoudenJ());
        assertThat(ThresholdChoice.parse("cost:5")).isEqualTo(new CostRatio(5));
        for (String text : new String[] {"0.5", "0", "f1", "youden", "cost:5", "cost:0.25"}) {
            assertThat(ThresholdChoice.parse(text).text()).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "best", "NaN", "1d", "cost:", "cost:five", "-0.5", "0,5", "cost"})
    void saysWhatWouldBeAThreshold(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdChoice.parse(text))
                .withMessageStartingWith("Not a threshold: '%s'. Say a probability such as 0.5", text);
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdChoice.parse("1.5"))
                .withMessage("A threshold is a probability from 0 to 1, not 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdChoice.parse("cost:0"))
                .withMessage("A cost ratio is a number above 0, not 0.0");
    }

    @Test
    void liesMidwayBetweenTwoScores() {
        Predictions predictions = DrawnHoldout.predictions(new int[] {0, 0, 1, 1}, 0.1, 0.25, 0.75, 1);

        assertThat(new MaxF1().on(predictions)).isEqualTo(0.5);
    }

    @Test
    void staysAboveTheRejectedScoreWhereNoNumberLiesBetween() {
        double taken = Math.nextUp(0.5);

        assertThat(new YoudenJ().on(DrawnHoldout.predictions(new int[] {0, 1}, 0.5, taken)))
                .isEqualTo(taken);
    }

    @Test
    void takesNoRowForPositiveWhereAnyAlarmCostsMore() {
        Predictions predictions = DrawnHoldout.predictions(new int[] {0, 1, 0}, 0.2, 0.4, 0.6);

        assertThat(new CostRatio(0.1).on(predictions)).isEqualTo(0.8);
    }

    @Test
    void takesEveryRowForPositiveWhereMissesCostMost() {
        assertThat(new CostRatio(100).on(DrawnHoldout.predictions(new int[] {1, 0, 1}, 0, 0.4, 1)))
                .isZero();
    }

    @Test
    void refusesToChooseOnRowsOfOneClassOrBetweenMoreThanTwo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxF1().on(DrawnHoldout.predictions(new int[] {1}, 0.4)))
                .withMessage("A threshold cannot be chosen by 'f1' on rows of one class only");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxF1().on(DrawnHoldout.multiclass(10, 3, 1)))
                .withMessageContaining("With 3 classes");
    }
}
