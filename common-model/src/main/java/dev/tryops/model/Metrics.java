package dev.tryops.model;

/**
 * The quality of a model on its hold-out. All but the losses lie in 0 … 1; {@code logLoss} is in nats per row,
 * {@code brierScore} the mean squared error of the probability.
 */
public record Metrics(
        double accuracy,
        double precision,
        double recall,
        double f1Score,
        double rocAuc,
        double logLoss,
        double brierScore) {}
