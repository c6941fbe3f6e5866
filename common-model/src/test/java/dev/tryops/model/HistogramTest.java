package dev.tryops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private final Histogram histogram = new Histogram(List.of(0.0, 1.0, 2.0), List.of(5L, 5L));

    @Test
    void aValueOnAnInnerEdgeBelongsToTheBinAbove() {
        assertThat(histogram.binOf(1.0)).isEqualTo(1);
    }

    @Test
    void theOuterBinsAreOpen() {
        assertThat(histogram.binOf(-1e300)).isZero();
        assertThat(histogram.binOf(1e300)).isEqualTo(1);
    }

    @Test
    void refusesDescendingEdges() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Histogram(List.of(1.0, 0.0), List.of(1L)));
    }

    @Test
    void refusesEdgesThatDoNotMatchTheCounts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Histogram(List.of(0.0, 1.0), List.of(1L, 2L)));
    }
}
