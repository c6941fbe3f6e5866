package dev.tryops.api.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.model.PredictionStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

class NumberColumnTest {

    private static final Histogram BINS = new Histogram(List.of(0.1, 10.0, 20.0, 30.1), List.of(40L, 30L, 20L));
    private static final FeatureStatistics.Numeric STATISTICS =
            new FeatureStatistics.Numeric(15, 5, 0.1, 30.1, Map.of(), 0.1, BINS);

    private final Reference reference = Reference.of("x", false, baseline(STATISTICS));

    @Test
    void countsValuesMissingOnesAndThoseOutOfRange() {
        long[] cells = count(STATISTICS, 5, 10, 19.5f, Float.NaN, 30, 31, -1, 0.1f, 30.1f);

        assertThat(cells).startsWith(3, 2, 3, 1, 2);
        assertThat(reference.counts()).containsExactly(40, 30, 20, 10);
    }

    @Test
    void countsRowsThatComeAloneAsThoseThatComeTogether() {
        float[] values = {5, 10, 19.5f, Float.NaN, 30, 31, -1, 3e38f};
        AtomicLongArray alone = new AtomicLongArray(column(STATISTICS).cells());
        for (float value : values) {
            add(STATISTICS, alone, value);
        }

        long[] together = count(STATISTICS, values);
        assertThat(Arrays.copyOf(copy(alone), 5)).containsExactly(Arrays.copyOf(together, 5));
        assertThat(NumberColumn.sum(reference, copy(alone), 0))
                .isCloseTo(NumberColumn.sum(reference, together, 0), within(1e-5));
        assertThat(NumberColumn.sumOfSquares(reference, copy(alone), 0))
                .isCloseTo(NumberColumn.sumOfSquares(reference, together, 0), within(1e-5));
    }

    @Test
    void anAbsurdValueMovesTheMeanByTenDeviationsAtMost() {
        long[] cells = count(STATISTICS, 15, 20, 3e38f, -3e38f, 3e38f);

        assertThat(NumberColumn.sum(reference, cells, 0)).isCloseTo(1 + 10, within(1e-5));
        assertThat(NumberColumn.sumOfSquares(reference, cells, 0)).isCloseTo(1 + 300, within(1e-5));
    }

    @Test
    void laterWindowsAreExactWhateverCameBefore() {
        AtomicLongArray cells = new AtomicLongArray(column(STATISTICS).cells());
        for (int i = 0; i < 1_000; i++) {
            add(STATISTICS, cells, 3e38f, 3e38f, -3e38f);
        }
        long[] before = copy(cells);
        add(STATISTICS, cells, 15.5f);
        long[] window = copy(cells);
        for (int i = 0; i < window.length; i++) {
            window[i] -= before[i];
        }

        assertThat(NumberColumn.sum(reference, window, 0)).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void aConstantHasNoMeanThatCouldShift() {
        Histogram bins = new Histogram(List.of(7.0, 7.0, Math.nextUp(7.0), Math.nextUp(7.0)), List.of(0L, 90L, 0L));
        FeatureStatistics.Numeric constant = new FeatureStatistics.Numeric(7, 0, 7, 7, Map.of(), 0, bins);
        Reference of = Reference.of("x", false, baseline(constant));

        assertThat(count(constant, 7, 7, 8, 6)).startsWith(1, 2, 1, 0, 2);
        assertThat(of.tests()).doesNotContain(DriftType.MEAN_SHIFT).contains(DriftType.PSI, DriftType.OUT_OF_RANGE);
    }

    @Test
    void saysWhatCannotBeCompared() {
        Baseline baseline = baseline(STATISTICS);
        FeatureStatistics.Numeric empty =
                new FeatureStatistics.Numeric(0, 0, 0, 0, Map.of(), 1, new Histogram(List.of(0.0, 0.0), List.of(0L)));

        assertThat(Reference.of("y", false, baseline).notCompared()).contains("does not have this feature");
        assertThat(Reference.of("x", true, baseline).notCompared()).contains("another type");
        assertThat(Reference.of("x", false, baseline(empty)).notCompared()).contains("no rows");
        assertThat(reference.notCompared()).isNull();
    }

    private static Baseline baseline(FeatureStatistics.Numeric statistics) {
        return new Baseline(
                100,
                Map.of("x", statistics),
                new PredictionStatistics("binary_classification", 0.5, 0.1, Map.of(), BINS));
    }

    private static NumberColumn column(FeatureStatistics.Numeric statistics, float... values) {
        return new NumberColumn(
                Reference.of("x", false, baseline(statistics)),
                statistics.histogram(),
                statistics.min(),
                statistics.max(),
                (model, buffers, row) -> values[row]);
    }

    private static long[] count(FeatureStatistics.Numeric statistics, float... values) {
        AtomicLongArray cells = new AtomicLongArray(column(statistics).cells());
        add(statistics, cells, values);
        return copy(cells);
    }

    private static void add(FeatureStatistics.Numeric statistics, AtomicLongArray cells, float... values) {
        column(statistics, values).count(null, null, values.length, cells, 0);
    }

    private static long[] copy(AtomicLongArray cells) {
        long[] copy = new long[cells.length()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = cells.get(i);
        }
        return copy;
    }
}
