package dev.tryops.training.labels;

import dev.tryops.model.Metrics;
import dev.tryops.predictions.ModelQuality.Bin;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.ModelQuality.Estimate;
import dev.tryops.predictions.ModelQuality.Figures;
import dev.tryops.training.evaluate.Calibration.Reliability;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.Promise;
import dev.tryops.training.evaluate.Scores;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version on one day, as far as labels say.
 *
 * @param predictions rows in the log
 * @param unknownLabels labels of such rows that the version knows no class for
 * @param day absent if there is no row whose class is known
 */
public record Judgement(LocalDate date, long predictions, long unknownLabels, Optional<Day> day, Instant readAt) {

    static Judgement of(
            LocalDate date, long predictions, long unknownLabels, LabelledRows rows, double threshold, Instant readAt) {
        Optional<Day> day = rows.size() == 0
                ? Optional.empty()
                : Optional.of(day(date, predictions, new Decisions(rows.predictions(), threshold), readAt));
        return new Judgement(date, predictions, unknownLabels, day, readAt);
    }

    private static Day day(LocalDate date, long predictions, Decisions decisions, Instant readAt) {
        Predictions rows = decisions.predictions();
        Metrics metrics = Scores.of(rows, decisions.threshold());
        Reliability reliability = Reliability.of(rows);
        Promise promise = Promise.of(decisions);
        return new Day(
                date,
                predictions,
                rows.rows(),
                new Figures(
                        metrics.accuracy(),
                        known(metrics.rocAuc()),
                        metrics.logLoss(),
                        metrics.brierScore(),
                        reliability.expectedError()),
                reliability.bins().stream()
                        .map(bin -> new Bin(
                                bin.lowest(), bin.highest(), bin.rows(), bin.meanProbability(), bin.shareOfHits()))
                        .toList(),
                new Estimate(promise.accuracy(), known(promise.rocAuc())),
                readAt);
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    public long labels() {
        return day.map(Day::labels).orElse(0L);
    }
}
