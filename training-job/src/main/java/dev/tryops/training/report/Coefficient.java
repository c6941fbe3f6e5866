package dev.tryops.training.report;

import org.jspecify.annotations.Nullable;

/** What a feature adds to the log-odds per standard deviation, or whatever unit the model counts in. */
public record Coefficient(
        String feature, double estimate, @Nullable Interval interval) {}
