package dev.tryops.api.drift;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the latest check of a model said, or, before the first, what has been counted so far.
 *
 * @param checkedAt null before the first check of enough rows
 * @param alarmRate the share of checks that may raise an alarm without drift
 * @param features in schema order
 */
record DriftReport(
        String modelVersion,
        @Nullable Instant checkedAt,
        Window window,
        double alarmRate,
        boolean drifted,
        List<Compared> features,
        Compared prediction) {

    record Window(long rows, int size, int minSample, Instant beganAt) {}

    /**
     * A feature, or the prediction.
     *
     * @param type {@code numeric}, {@code categorical} or {@code prediction}
     * @param driftTypes of the scores that reached their thresholds
     * @param scores by the label of their {@link DriftType}; empty before the first check
     * @param mean of the window, where one value moves it by ten standard deviations at most; null if there is none
     * @param notCompared why there is nothing to compare; null if there is
     */
    record Compared(
            String feature,
            String type,
            boolean drifted,
            List<String> driftTypes,
            Map<String, Score> scores,
            List<Bin> bins,
            @Nullable Double mean,
            @Nullable Double baselineMean,
            @Nullable String notCompared) {}

    /** A statistic or a rate, and what it must reach to raise an alarm at this sample. */
    record Score(double value, double threshold) {
        boolean alarms() {
            return value >= threshold;
        }
    }

    /** @param baseline share of the training data's rows; {@code current} of the window's */
    record Bin(
            String bin,
            String label,
            @Nullable Double lower,
            @Nullable Double upper,
            double baseline,
            double current) {}
}
