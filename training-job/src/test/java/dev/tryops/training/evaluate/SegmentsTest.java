package dev.tryops.training.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.training.evaluate.Segments.Segment;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SegmentsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void agreeWithScikitLearnOnQuartiles() {
        DrawnHoldout drawn = DrawnHoldout.binary(1000, 1, 0);
        double whole = Scores.of(drawn.ofFirst(), 0.5).logLoss();

        List<Segment> segments =
                new Segments(new Decisions(drawn.ofFirst(), 0.5), 1).by(Grouping.quartiles(drawn.column()));

        JsonNode known = DrawnHoldout.figures("quartiles").required("segments");
        assertThat(segments).hasSize(4);
        for (int g = 0; g < 4; g++) {
            Segment segment = segments.get(g);
            assertThat(segment.rows()).isEqualTo(known.get(g).required("rows").asInt());
            assertThat(segment.baseRate())
                    .isCloseTo(known.get(g).required("baseRate").asDouble(), EXACT);
            assertThat(segment.accuracy())
                    .isCloseTo(known.get(g).required("accuracy").asDouble(), EXACT);
            assertThat(segment.logLoss())
                    .isCloseTo(known.get(g).required("logLoss").asDouble(), EXACT);
            assertThat(segment.rocAuc())
                    .isCloseTo(known.get(g).required("rocAuc").asDouble(), EXACT);
            assertThat(segment.logLossInterval().contains(segment.logLoss())).isTrue();
            assertThat(segment.gap().logLoss()).isCloseTo(segment.logLoss() - whole, EXACT);
        }
    }

    @Test
    void haveNoAreaWhereAClassIsMissing() {
        Predictions predictions = DrawnHoldout.predictions(new int[] {1, 1, 0, 1}, 0.9, 0.4, 0.2, 0.7);

        List<Segment> segments = new Segments(new Decisions(predictions, 0.5), 1)
                .by(new Grouping(new int[] {0, 0, 2, 2}, List.of("a", "b", "c")));

        assertThat(segments).extracting(Segment::name).containsExactly("a", "c");
        assertThat(segments.getFirst().rocAuc()).isNull();
        assertThat(segments.getFirst().gap().rocAuc()).isNull();
        assertThat(segments.getFirst().gap().accuracy()).isEqualTo(0.5 - 0.75);
        assertThat(segments.getLast().rocAuc()).isOne();
    }

    @Test
    void giveTheMostFrequentOfMoreClassesAsBaseRate() {
        Predictions predictions =
                new Predictions(new int[] {2, 2, 0}, 3, new double[] {0.1, 0.1, 0.8, 0.6, 0.2, 0.2, 0.5, 0.3, 0.2});

        Segment all = new Segments(new Decisions(predictions, 0.5), 1)
                .by(new Grouping(new int[3], List.of("all")))
                .getFirst();

        assertThat(all.baseRate()).isCloseTo(2 / 3.0, EXACT);
        assertThat(all.gap().rocAuc()).isZero();
    }

    @Test
    void cutAColumnAtValuesThatOccur() {
        Grouping grouping = Grouping.quartiles(new double[] {5, 1, Double.NaN, 3, 2, 4, 7, 6, 8.5});

        assertThat(grouping.names()).containsExactly("up to 2", "over 2 to 4", "over 4 to 6", "over 6", "missing");
        assertThat(grouping.group()).containsExactly(2, 0, 4, 1, 0, 1, 3, 2, 3);
    }

    @Test
    void keepEqualValuesTogether() {
        Grouping flag = Grouping.quartiles(new double[] {0, 0, 0, 1, 0, 1});

        assertThat(flag.names()).containsExactly("up to 0", "over 0");
        assertThat(flag.group()).containsExactly(0, 0, 0, 1, 0, 1);
        assertThat(Grouping.quartiles(new double[] {3, 3}).names()).containsExactly("all values");
        assertThat(Grouping.quartiles(new double[] {Double.NaN}).names()).containsExactly("missing");
    }

    @Test
    void refuseGroupsThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Grouping(new int[] {0, 3}, List.of("a")))
                .withMessage("Row 1 is in group 3, which is none of 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Segments(new Decisions(DrawnHoldout.predictions(new int[] {1}, 0.5), 0.5), 1)
                        .by(new Grouping(new int[] {0, 0}, List.of("a"))))
                .withMessageContaining("2 rows does not fit 1");
    }
}
