package dev.tryops.training.report;

import org.jspecify.annotations.Nullable;

/**
 * One measure on the hold-out. NaN is shown as a dash.
 *
 * @param interval with 95 % confidence; null if unknown
 * @param note a few words under the figure, such as "lower is better"; may be empty
 */
public record Measure(String name, double value, @Nullable Interval interval, String note) {}
