package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CalibrationTest {

    @Test
    void agreesWithScikitLearnAndNumPy() {
        Calibration calibration = Calibration.of(DrawnHoldout.binary(1000, 1, 0).ofFirst(), 1);

        JsonNode known = DrawnHoldout.figures("calibration");
        for (int bin = 0; bin < 10; bin++) {
            assertThat(calibration.bins().get(bin).meanProbability())
                    .isCloseTo(known.required("means").get(bin).asDouble(), within(1e-12));
            assertThat(calibration.bins().get(bin).shareOfHits())
                    .isCloseTo(known.required("shares").get(bin).asDouble(), within(1e-12));
        }
        assertThat(calibration.expectedError())
                .isCloseTo(known.required("expectedError").asDouble(), within(1e-12));
        assertThat(calibration.noiseFloor())
                .isCloseTo(known.required("noiseFloor").asDouble(), within(0.002));
        assertThat(calibration.recalibration().intercept())
                .isCloseTo(known.required("intercept").asDouble(), within(1e-6));
        assertThat(calibration.recalibration().slope())
                .isCloseTo(known.required("slope").asDouble(), within(1e-6));
    }

    @Test
    void rarelyCallsRightProbabilitiesWrong() {
        long wrong = LongStream.range(0, 400)
                .filter(seed ->
                        Calibration.of(Simulated.calibrated(150, seed), seed).miscalibratedBy(0))
                .count();

        // One in twenty is expected, with a standard deviation of 4.4.
        assertThat(wrong).isBetween(7L, 34L);
    }

    @Test
    void explainsAsMuchByChanceWhetherRowsOrBinsAreDrawn() {
        double ofFewer = Calibration.of(Simulated.calibrated(99_000, 1), 1).noiseFloor();
        double ofMore = Calibration.of(Simulated.calibrated(101_000, 1), 1).noiseFloor();

        assertThat(ofMore).isCloseTo(ofFewer, within(0.1 * ofFewer));
    }

    @Test
    void noticesAModelThatIsTooSure() {
        SplittableRandom random = new SplittableRandom(5);
        int[] classes = new int[1000];
        double[] p = new double[1000];
        for (int i = 0; i < p.length; i++) {
            double truth = random.nextDouble();
            classes[i] = random.nextDouble() < truth ? 1 : 0;
            // Twice the log-odds.
            p[i] = truth * truth / (truth * truth + (1 - truth) * (1 - truth));
        }

        Calibration calibration = Calibration.of(DrawnHoldout.predictions(classes, p), 1);

        assertThat(calibration.miscalibratedBy(0)).isTrue();
        assertThat(calibration.miscalibratedBy(0.2)).isFalse();
        assertThat(calibration.recalibration().slope()).isCloseTo(0.5, within(0.08));
        assertThat(calibration.recalibration().intercept()).isCloseTo(0, within(0.25));
    }

    @Test
    void keepsEqualProbabilitiesInOneBin() {
        double[] p = new double[100];
        int[] classes = new int[100];
        for (int i = 0; i < 100; i++) {
            p[i] = i < 55 ? 0.25 : 0.75;
            classes[i] = i % 2;
        }

        Calibration calibration = Calibration.of(DrawnHoldout.predictions(classes, p), 1);

        assertThat(calibration.bins())
                .containsExactly(
                        new Calibration.Bin(55, 0.25, 0.25, 0.25, 27 / 55.0),
                        new Calibration.Bin(45, 0.75, 0.75, 0.75, 23 / 45.0));
    }

    @Test
    void looksAtTheMostLikelyOfMoreClasses() {
        Predictions predictions = new Predictions(new int[] {2, 0}, 3, new double[] {0.1, 0.3, 0.6, 0.1, 0.5, 0.4});

        Calibration calibration = Calibration.of(predictions, 1);

        assertThat(calibration.bins()).containsExactly(new Calibration.Bin(2, 0.5, 0.6, 0.55, 0.5));
    }

    @Test
    void fitsNoRecalibrationWhereACutPartsHitsFromMisses() {
        assertThat(Calibration.of(DrawnHoldout.predictions(new int[] {0, 0, 1}, 0, 0.4, 1), 1)
                        .recalibration())
                .isNull();
        assertThat(Calibration.of(DrawnHoldout.predictions(new int[] {0, 1}, 0.5, 0.5), 1)
                        .recalibration())
                .isNull();
    }

    @Test
    void judgesASingleRow() {
        Calibration calibration = Calibration.of(DrawnHoldout.predictions(new int[] {1}, 0.75), 1);

        assertThat(calibration.expectedError()).isEqualTo(0.25);
        assertThat(calibration.noiseFloor()).isEqualTo(0.75);
        assertThat(calibration.recalibration()).isNull();
    }

    @Test
    void hidesNothingBehindANoiseFloorWherePredictionsAreCertain() {
        Calibration calibration = Calibration.of(DrawnHoldout.predictions(new int[] {1, 1, 0, 1}, 1, 1, 0, 0), 1);

        assertThat(calibration.noiseFloor()).isZero();
        assertThat(calibration.miscalibratedBy(0.2)).isTrue();
    }
}
