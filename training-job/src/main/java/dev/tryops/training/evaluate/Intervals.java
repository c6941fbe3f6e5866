package dev.tryops.training.evaluate;

import dev.tryops.model.Metrics;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How far each metric of {@link Scores} can be trusted: 95 % percentile intervals from 1,000 bootstrap resamples. They
 * take rows to be independent, and know only of errors that occurred: where nothing was wrong, accuracy is 1 … 1. Large
 * hold-outs are resampled in blocks, and the ROC-AUC by its first-order expansion, which is what bounds the time.
 *
 * @param rocAuc absent where rows are of one class, as there is no such figure
 */
public record Intervals(
        ConfidenceInterval accuracy,
        ConfidenceInterval precision,
        ConfidenceInterval recall,
        ConfidenceInterval f1Score,
        @Nullable ConfidenceInterval rocAuc,
        ConfidenceInterval logLoss,
        ConfidenceInterval brierScore) {

    /** The same for the same {@code seed}. */
    public static Intervals of(Predictions predictions, double threshold, long seed) {
        Contributions table =
                Contributions.ofUnits(new Decisions(predictions, threshold), Bootstrap.unitsFor(predictions));
        Metrics[] drawn = new Metrics[Bootstrap.RESAMPLES];
        double[] sums = new double[table.width()];
        new Bootstrap(seed)
                .draw(new Contributions[] {table}, new double[][] {sums}, i -> drawn[i] = table.metrics(sums));
        double[] areas = Bootstrap.defined(values(drawn, Metrics::rocAuc));
        return new Intervals(
                interval(drawn, Metrics::accuracy),
                interval(drawn, Metrics::precision),
                interval(drawn, Metrics::recall),
                interval(drawn, Metrics::f1Score),
                areas.length == 0 ? null : Bootstrap.interval(areas),
                interval(drawn, Metrics::logLoss),
                interval(drawn, Metrics::brierScore));
    }

    private static ConfidenceInterval interval(Metrics[] drawn, ToDoubleFunction<Metrics> figure) {
        return Bootstrap.interval(Bootstrap.defined(values(drawn, figure)));
    }

    private static double[] values(Metrics[] drawn, ToDoubleFunction<Metrics> figure) {
        return IntStream.range(0, drawn.length)
                .mapToDouble(i -> figure.applyAsDouble(drawn[i]))
                .toArray();
    }
}
