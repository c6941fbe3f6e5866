package dev.tryops.api.drift;

/**
 * How good a model is, if its probabilities mean what they say: known before any label is. What it says of a model whose
 * probabilities do not, is wrong: drift that changes what a row's true probability is cannot be seen in the rows.
 *
 * @param accuracy the mean probability of the class decided for
 * @param rocAuc from the distribution of the probabilities; of more than two classes the mean over classes against the rest;
 *     NaN where there is none
 * @param rows that it was taken from
 */
public record EstimatedQuality(double accuracy, double rocAuc, long rows) {}
