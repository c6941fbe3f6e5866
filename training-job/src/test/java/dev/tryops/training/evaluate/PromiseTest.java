package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PromiseTest {

    @Test
    void isThatOfTheDecisionsByHand() {
        // Positive 0.2 + 0.8 + 0.5, negative 0.8 + 0.2 + 0.5. Ordered: 0.2·0.4 + 0.5·(0.8 + 0.25) + 0.8·(1.3 + 0.1).
        Promise promise = Promise.of(new Decisions(DrawnHoldout.predictions(new int[] {0, 1, 1}, 0.2, 0.8, 0.5), 0.5));

        assertThat(promise.accuracy()).isCloseTo((0.8 + 0.8 + 0.5) / 3, within(1e-12));
        assertThat(promise.rocAuc()).isCloseTo((0.08 + 0.525 + 1.12) / 2.25, within(1e-12));
    }

    @Test
    void isKeptByProbabilitiesThatAreRight() {
        Predictions predictions = Simulated.calibrated(200_000, 7);
        Promise promise = Promise.of(new Decisions(predictions, 0.3));

        assertThat(promise.accuracy()).isCloseTo(Scores.of(predictions, 0.3).accuracy(), within(0.005));
        assertThat(promise.rocAuc()).isCloseTo(Scores.of(predictions, 0.3).rocAuc(), within(0.005));
    }

    @Test
    void ofMoreClassesIsTheMeanOfEachAgainstTheRest() {
        SplittableRandom random = new SplittableRandom(3);
        int rows = 100_000;
        int[] classes = new int[rows];
        double[] probabilities = new double[3 * rows];
        for (int row = 0; row < rows; row++) {
            double a = random.nextDouble() * random.nextDouble();
            double b = random.nextDouble() * (1 - a);
            double drawn = random.nextDouble();
            classes[row] = drawn < a ? 0 : drawn < a + b ? 1 : 2;
            probabilities[3 * row] = a;
            probabilities[3 * row + 1] = b;
            probabilities[3 * row + 2] = 1 - a - b;
        }
        Predictions predictions = new Predictions(classes, 3, probabilities);
        Promise promise = Promise.of(new Decisions(predictions, 0.5));

        assertThat(promise.accuracy()).isCloseTo(Scores.of(predictions, 0.5).accuracy(), within(0.005));
        assertThat(promise.rocAuc()).isCloseTo(Scores.of(predictions, 0.5).rocAuc(), within(0.005));
    }

    @Test
    void isNoneWhereEverythingIsCertain() {
        Promise promise = Promise.of(new Decisions(DrawnHoldout.predictions(new int[] {0, 1}, 0, 0), 0.5));

        assertThat(promise.accuracy()).isEqualTo(1);
        assertThat(promise.rocAuc()).isNaN();
    }
}
