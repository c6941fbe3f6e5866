package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a model's confidence lets expect, held against what its answers were worth. */
class EstimatedQualityTest {

    private static final int ROWS = 20_000;

    @Test
    void agreesWithWhatLabelsSayWhereProbabilitiesMeanWhatTheySay() {
        try (Deployment deployment = Deployment.trainedOn(Applicants.OF_TRAINING, 20_000, 3)) {
            Realised realised = new Realised(ROWS);

            EstimatedQuality estimated = estimate(deployment, Applicants.OF_TRAINING, realised);

            double errorOfAccuracy = Math.sqrt(realised.accuracy() * (1 - realised.accuracy()) / ROWS);
            assertThat(estimated.rows()).isEqualTo(ROWS);
            assertThat(estimated.accuracy()).isCloseTo(realised.accuracy(), within(3 * errorOfAccuracy + 0.005));
            assertThat(estimated.rocAuc()).isCloseTo(realised.rocAuc(), within(3 * 0.0035 + 0.005));
        }
    }

    @Test
    void binsTakeNothingFromIt() {
        try (Deployment deployment = Deployment.trainedOn(Applicants.OF_TRAINING, 4_000, 4)) {
            Realised seen = new Realised(ROWS);

            EstimatedQuality estimated = estimate(deployment, Applicants.OF_TRAINING, seen);

            assertThat(estimated.accuracy()).isCloseTo(seen.expectedAccuracy(), within(1e-6));
            assertThat(estimated.rocAuc()).isCloseTo(seen.expectedRocAuc(), within(2e-4));
        }
    }

    @Test
    void isThereForMoreThanTwoClasses() {
        try (Deployment deployment = Deployment.trainedOn(Households.OF_TRAINING, 4_000, 5)) {
            Watch watch = deployment.watch(FalseAlarms.properties(1_000));
            deployment.answer(watch, Households.OF_TRAINING, 5_000, new Random(9), UnaryOperator.identity());

            EstimatedQuality estimated =
                    watch.check(Instant.EPOCH).orElseThrow().estimated();

            assertThat(estimated.accuracy()).isBetween(0.5, 0.8);
            assertThat(estimated.rocAuc()).isBetween(0.6, 0.9);
        }
    }

    private static EstimatedQuality estimate(Deployment deployment, Population population, Realised realised) {
        Watch watch = deployment.watch(FalseAlarms.properties(1_000));
        deployment.answer(watch, population, ROWS, new Random(8), UnaryOperator.identity(), realised::add);
        return watch.check(Instant.EPOCH).orElseThrow().estimated();
    }

    /** Probabilities of the positive class and labels, and what they come to. */
    private static final class Realised {
        private final double[] probabilities;
        private final boolean[] positive;
        private int rows;

        Realised(int most) {
            probabilities = new double[most];
            positive = new boolean[most];
        }

        void add(double probability, int label) {
            probabilities[rows] = probability;
            positive[rows++] = label == 1;
        }

        double accuracy() {
            return IntStream.range(0, rows)
                            .filter(row -> probabilities[row] >= 0.5 == positive[row])
                            .count()
                    / (double) rows;
        }

        double expectedAccuracy() {
            return IntStream.range(0, rows)
                    .mapToDouble(row -> Math.max(probabilities[row], 1 - probabilities[row]))
                    .average()
                    .orElseThrow();
        }

        double rocAuc() {
            return area(row -> positive[row] ? 1 : 0);
        }

        double expectedRocAuc() {
            return area(row -> probabilities[row]);
        }

        /** The share of pairs of a positive and a negative that stand in the right order; there are next to no ties. */
        private double area(IntToDoubleFunction positivity) {
            int[] order = IntStream.range(0, rows)
                    .boxed()
                    .sorted(Comparator.comparingDouble(row -> probabilities[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double negatives = 0;
            double positives = 0;
            double ordered = 0;
            for (int row : order) {
                double weight = positivity.applyAsDouble(row);
                ordered += weight * (negatives + (1 - weight) / 2);
                positives += weight;
                negatives += 1 - weight;
            }
            return ordered / (positives * negatives);
        }
    }
}
