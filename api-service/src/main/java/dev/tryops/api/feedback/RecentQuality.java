package dev.tryops.api.feedback;

import dev.tryops.predictions.ModelQuality;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.ModelQuality.Figures;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest days of which there are labels, as one: means weighted by labels. For accuracy and the losses that is the figure
 * of all rows together; for ROC-AUC and calibration, which are none of single rows, it is the mean day.
 *
 * @param labels of those days
 * @param rocAuc over days with labels of both kinds; NaN if there is none
 */
record RecentQuality(
        long labels, double accuracy, double rocAuc, double logLoss, double brierScore, double calibrationError) {

    /** Labels come late, so it is not the last days that count, but the last that have labels. */
    static final int DAYS = 7;

    static Optional<RecentQuality> of(ModelQuality quality) {
        List<Day> all = quality.days();
        List<Day> days = all.subList(Math.max(0, all.size() - DAYS), all.size());
        if (days.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RecentQuality(
                days.stream().mapToLong(Day::labels).sum(),
                mean(days, Figures::accuracy),
                mean(days, figures -> known(figures.rocAuc())),
                mean(days, Figures::logLoss),
                mean(days, Figures::brierScore),
                mean(days, Figures::calibrationError)));
    }

    private static double mean(List<Day> days, ToDoubleFunction<Figures> figure) {
        double sum = 0;
        double weight = 0;
        for (Day day : days) {
            double value = figure.applyAsDouble(day.metrics());
            if (!Double.isNaN(value)) {
                sum += day.labels() * value;
                weight += day.labels();
            }
        }
        return sum / weight;
    }

    private static double known(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
