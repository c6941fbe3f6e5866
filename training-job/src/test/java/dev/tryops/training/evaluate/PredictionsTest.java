package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PredictionsTest {

    @Test
    void takesTheFirstOfSeveralMostLikelyClasses() {
        Predictions predictions = new Predictions(new int[] {2}, 3, new double[] {0.2, 0.4, 0.4});

        assertThat(predictions.mostLikely(0)).isEqualTo(1);
        assertThat(predictions.classOf(0)).isEqualTo(2);
    }

    @Test
    void decidesForThePositiveClassFromTheThresholdOn() {
        Predictions predictions = new Predictions(new int[] {0, 0}, 2, new double[] {0.7, 0.3, 0.6, 0.4}, 0);

        assertThat(new Decisions(predictions, 0.7).of(0)).isZero();
        assertThat(new Decisions(predictions, 0.7).of(1)).isEqualTo(1);
    }

    @Test
    void keepsSomeRowsInTheOrderAskedFor() {
        Predictions some =
                DrawnHoldout.predictions(new int[] {0, 1, 0}, 0.1, 0.2, 0.3).only(new int[] {2, 1});

        assertThat(some.rows()).isEqualTo(2);
        assertThat(some.probability(0, 1)).isEqualTo(0.3);
        assertThat(some.classOf(1)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predictions(new int[] {0, 1}, 2, new double[] {0.5, 0.5, Double.NaN, 0.5}))
                .withMessage("Row 1 gives class 0 the probability NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predictions(new int[] {0}, 2, new double[] {0.5, 0.3}))
                .withMessage("The probabilities of row 0 add up to 0.8");
    }

    @Test
    void refusesShapesThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predictions(new int[] {0}, 2, new double[] {1}))
                .withMessageContaining("1 rows of 2 classes do not have 1 probabilities");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predictions(new int[] {2}, 2, new double[] {0.5, 0.5}))
                .withMessageContaining("Row 0 has class 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new Predictions(new int[0], 2, new double[0]));
    }
}
