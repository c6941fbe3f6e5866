package dev.tryops.training.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.Metrics;
import dev.tryops.model.Vectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EvaluationTest {

    @Test
    void agreesWithScikitLearn() {
        JsonNode known = Vectors.section("classification_metrics");
        JsonNode labels = known.required("labels");
        int[] classes = new int[labels.size()];
        double[] scores = new double[labels.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels.get(i).asInt();
            scores[i] = known.required("scores").get(i).asDouble();
        }

        Metrics metrics = Evaluation.of(classes, scores);

        assertThat(metrics.accuracy()).isCloseTo(known.required("accuracy").asDouble(), within(1e-12));
        assertThat(metrics.precision()).isCloseTo(known.required("precision").asDouble(), within(1e-12));
        assertThat(metrics.recall()).isCloseTo(known.required("recall").asDouble(), within(1e-12));
        assertThat(metrics.f1Score()).isCloseTo(known.required("f1_score").asDouble(), within(1e-12));
        assertThat(metrics.rocAuc()).isCloseTo(known.required("roc_auc").asDouble(), within(1e-12));
        assertThat(metrics.logLoss()).isCloseTo(known.required("log_loss").asDouble(), within(1e-12));
        assertThat(metrics.brierScore()).isCloseTo(known.required("brier_score").asDouble(), within(1e-12));
    }

    @Test
    void countsATieBetweenTheClassesAsHalfARank() {
        // Of the four pairs (positive, negative) two are won, one is tied, one is lost.
        Metrics metrics = Evaluation.of(new int[] {0, 1, 0, 1}, new double[] {0.2, 0.4, 0.4, 0.3});

        assertThat(metrics.rocAuc()).isEqualTo(0.625);
    }

    @Test
    void givesOneHalfToAModelThatCannotTellRowsApart() {
        Metrics metrics = Evaluation.of(new int[] {0, 1, 0, 1, 1}, new double[] {0.3, 0.3, 0.3, 0.3, 0.3});

        assertThat(metrics.rocAuc()).isEqualTo(0.5);
        assertThat(metrics.precision()).isZero();
        assertThat(metrics.f1Score()).isZero();
    }

    @Test
    void keepsTheLossOfAWrongCertaintyFinite() {
        assertThat(Evaluation.of(new int[] {0, 1}, new double[] {1, 0}).logLoss())
                .isGreaterThan(30)
                .isFinite();
    }
}
