package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.training.evaluate.Curves.PrecisionRecallPoint;
import dev.tryops.training.evaluate.Curves.RocPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CurvesTest {

    @Test
    void haveScikitLearnsPointsIfTheyAreFew() {
        Curves curves = Curves.of(DrawnHoldout.binary(40, 3, 10).ofFirst()).orElseThrow();

        JsonNode known = DrawnHoldout.figures("curves");
        assertThat(curves.roc().stream().mapToDouble(RocPoint::falsePositiveRate))
                .containsExactly(boxed(known.required("fpr")));
        assertThat(curves.roc().stream().mapToDouble(RocPoint::truePositiveRate))
                .containsExactly(boxed(known.required("tpr")));
        assertThat(curves.roc().stream().skip(1).mapToDouble(RocPoint::threshold))
                .containsExactly(boxed(known.required("thresholds")));
        assertThat(curves.precisionRecall().stream().mapToDouble(PrecisionRecallPoint::precision))
                .containsExactly(boxed(known.required("precision")));
        assertThat(curves.precisionRecall().stream().mapToDouble(PrecisionRecallPoint::recall))
                .containsExactly(boxed(known.required("recall")));
        assertThat(curves.averagePrecision())
                .isCloseTo(known.required("averagePrecision").asDouble(), within(1e-12));
    }

    @Test
    void keepTheirShapeAndTheirEndsWhenThinned() {
        Predictions predictions = DrawnHoldout.binary(1000, 1, 0).ofFirst();

        Curves curves = Curves.of(predictions).orElseThrow();

        assertThat(curves.roc()).hasSizeBetween(100, 200);
        assertThat(curves.precisionRecall()).hasSizeBetween(100, 200);
        assertThat(area(curves.roc())).isCloseTo(Scores.of(predictions, 0.5).rocAuc(), within(0.002));
        assertThat(curves.roc().getFirst()).isEqualTo(new RocPoint(Double.POSITIVE_INFINITY, 0, 0));
        assertThat(curves.roc().getLast().truePositiveRate()).isOne();
        assertThat(curves.roc().getLast().falsePositiveRate()).isOne();
        assertThat(curves.precisionRecall().getLast().recall()).isOne();
        assertThat(curves.averagePrecision())
                .isCloseTo(DrawnHoldout.figures("averagePrecision").asDouble(), within(1e-12));
    }

    @Test
    void haveNoPointsWithoutRowsOfBothKinds() {
        assertThat(Curves.of(DrawnHoldout.predictions(new int[] {1, 1}, 0.2, 0.7)))
                .isEmpty();
    }

    @Test
    void areOneStepForAModelThatCannotTellRowsApart() {
        Curves curves = Curves.of(DrawnHoldout.predictions(new int[] {1, 0, 0, 0}, 0.3, 0.3, 0.3, 0.3))
                .orElseThrow();

        assertThat(curves.roc()).last().isEqualTo(new RocPoint(0.3, 1, 1));
        assertThat(curves.roc()).hasSize(2);
        assertThat(curves.averagePrecision()).isEqualTo(0.25);
    }

    @Test
    void setAClassAgainstTheRest() {
        Curves curves = Curves.of(DrawnHoldout.multiclass(600, 4, 4), 2).orElseThrow();

        assertThat(area(curves.roc())).isBetween(0.7, 0.95);
    }

    private static double area(List<RocPoint> points) {
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            RocPoint from = points.get(i - 1);
            RocPoint to = points.get(i);
            area += (to.falsePositiveRate() - from.falsePositiveRate())
                    * (to.truePositiveRate() + from.truePositiveRate())
                    / 2;
        }
        return area;
    }

    private static Double[] boxed(JsonNode array) {
        Double[] values = new Double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
