package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.Metrics;
import dev.tryops.model.Vectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ScoresTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void agreesWithScikitLearnOnTwoClasses() {
        Predictions predictions = DrawnHoldout.binary(1000, 1, 0).ofFirst();

        assertAgree(Scores.of(predictions, 0.5), DrawnHoldout.figures("binary"));
        assertAgree(Scores.of(predictions, 0.7), DrawnHoldout.figures("binary_at_0.7"));
    }

    @Test
    void agreesWithScikitLearnOnTiedScoresAndZeros() {
        assertAgree(Scores.of(DrawnHoldout.binary(1000, 2, 20).ofFirst(), 0.5), DrawnHoldout.figures("tied"));
    }

    @Test
    void agreesWithScikitLearnOnFourClasses() {
        assertAgree(Scores.of(DrawnHoldout.multiclass(600, 4, 4), 0.5), DrawnHoldout.figures("multiclass"));
    }

    @Test
    void agreesWithTheKnownAnswersOfTheContract() {
        JsonNode known = Vectors.section("classification_metrics");
        int rows = known.required("labels").size();
        int[] classes = new int[rows];
        double[] probabilities = new double[2 * rows];
        for (int i = 0; i < rows; i++) {
            classes[i] = known.required("labels").get(i).asInt();
            probabilities[2 * i + 1] = known.required("scores").get(i).asDouble();
            probabilities[2 * i] = 1 - probabilities[2 * i + 1];
        }

        Metrics metrics = Scores.of(new Predictions(classes, 2, probabilities), 0.5);

        assertThat(metrics.accuracy()).isCloseTo(known.required("accuracy").asDouble(), EXACT);
        assertThat(metrics.precision()).isCloseTo(known.required("precision").asDouble(), EXACT);
        assertThat(metrics.recall()).isCloseTo(known.required("recall").asDouble(), EXACT);
        assertThat(metrics.f1Score()).isCloseTo(known.required("f1_score").asDouble(), EXACT);
        assertThat(metrics.rocAuc()).isCloseTo(known.required("roc_auc").asDouble(), EXACT);
        assertThat(metrics.logLoss()).isCloseTo(known.required("log_loss").asDouble(), EXACT);
        assertThat(metrics.brierScore()).isCloseTo(known.required("brier_score").asDouble(), EXACT);
    }

    @Test
    void keepsTheLossOfWrongCertaintiesFinite() {
        Metrics metrics = Scores.of(DrawnHoldout.predictions(new int[] {0, 1}, 1, 0), 0.5);

        assertThat(metrics.logLoss()).isCloseTo(-Math.log(Math.ulp(1.0)), within(1e-9));
        assertThat(metrics.rocAuc()).isZero();
        assertThat(metrics.brierScore()).isOne();
    }

    @Test
    void findsNoAreaUnderTheCurveOfASingleRow() {
        Metrics metrics = Scores.of(DrawnHoldout.predictions(new int[] {1}, 0.8), 0.5);

        assertThat(metrics.accuracy()).isOne();
        assertThat(metrics.rocAuc()).isNaN();
    }

    @Test
    void leavesAClassThatNeitherOccursNorIsDecidedOutOfTheMeans() {
        Predictions predictions = new Predictions(new int[] {0, 1}, 3, new double[] {0.8, 0.1, 0.1, 0.2, 0.7, 0.1});

        Metrics metrics = Scores.of(predictions, 0.5);

        assertThat(metrics.f1Score()).isOne();
        assertThat(metrics.rocAuc()).isOne();
    }

    @Test
    void judgesTheClassThatIsSaidToBePositive() {
        Predictions turned = new Predictions(new int[] {0, 1, 1}, 2, new double[] {0.4, 0.6, 0.3, 0.7, 0.6, 0.4}, 0);

        Metrics metrics = Scores.of(turned, 0.4);

        assertThat(metrics.precision()).isEqualTo(0.5);
        assertThat(metrics.recall()).isOne();
        assertThat(metrics.rocAuc()).isEqualTo(0.5);
    }

    @Test
    void countsConfusionsAndScoresAsScikitLearnAndNumPyDo() {
        Confusion confusion = Confusion.of(DrawnHoldout.multiclass(600, 4, 4), 0.5);
        ScoreHistogram histogram =
                ScoreHistogram.of(DrawnHoldout.binary(1000, 1, 0).ofFirst());

        for (int actual = 0; actual < 4; actual++) {
            for (int decided = 0; decided < 4; decided++) {
                assertThat(confusion.count(actual, decided))
                        .isEqualTo(DrawnHoldout.figures("confusion")
                                .get(actual)
                                .get(decided)
                                .asInt());
            }
        }
        for (int actual = 0; actual < 2; actual++) {
            for (int bin = 0; bin < ScoreHistogram.BINS; bin++) {
                assertThat(histogram.count(actual, bin))
                        .isEqualTo(DrawnHoldout.figures("histogram")
                                .get(actual)
                                .get(bin)
                                .asInt());
            }
        }
    }

    @Test
    void countsTheProbabilityOneInTheLastBin() {
        ScoreHistogram histogram = ScoreHistogram.of(DrawnHoldout.predictions(new int[] {1, 0}, 1, 0));

        assertThat(histogram.count(1, 19)).isOne();
        assertThat(histogram.count(0, 0)).isOne();
    }

    private static void assertAgree(Metrics metrics, JsonNode known) {
        assertThat(metrics.accuracy()).isCloseTo(known.required("accuracy").asDouble(), EXACT);
        assertThat(metrics.precision()).isCloseTo(known.required("precision").asDouble(), EXACT);
        assertThat(metrics.recall()).isCloseTo(known.required("recall").asDouble(), EXACT);
        assertThat(metrics.f1Score()).isCloseTo(known.required("f1Score").asDouble(), EXACT);
        assertThat(metrics.rocAuc()).isCloseTo(known.required("rocAuc").asDouble(), EXACT);
        assertThat(metrics.logLoss()).isCloseTo(known.required("logLoss").asDouble(), EXACT);
        assertThat(metrics.brierScore()).isCloseTo(known.required("brierScore").asDouble(), EXACT);
    }
}
