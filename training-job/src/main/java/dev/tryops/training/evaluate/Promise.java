package dev.tryops.training.evaluate;

import java.util.Arrays;

/**
 * What probabilities promise: how good the decisions are if the probabilities mean what they say. True classes do not
 * count, so that the promise can be held against what the classes turn out to be.
 *
 * @param accuracy the mean probability of the class decided for
 * @param rocAuc where each row counts as positive by its probability p and as negative by 1 − p, ties counting one half; of
 *     more than two classes the mean over each against the rest. NaN where no row could be of either kind
 */
public record Promise(double accuracy, double rocAuc) {

    public static Promise of(Decisions decisions) {
        Predictions predictions = decisions.predictions();
        double sum = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            sum += predictions.probability(row, decisions.of(row));
        }
        return new Promise(sum / predictions.rows(), rocAuc(predictions));
    }

    private static double rocAuc(Predictions predictions) {
        if (predictions.binary()) {
            return rocAuc(predictions, predictions.positive());
        }
        double sum = 0;
        int ranked = 0;
        for (int k = 0; k < predictions.classes(); k++) {
            double area = rocAuc(predictions, k);
            if (!Double.isNaN(area)) {
                sum += area;
                ranked++;
            }
        }
        return ranked == 0 ? Double.NaN : sum / ranked;
    }

    private static double rocAuc(Predictions predictions, int k) {
        double[] ascending = new double[predictions.rows()];
        for (int row = 0; row < ascending.length; row++) {
            ascending[row] = predictions.probability(row, k);
        }
        Arrays.parallelSort(ascending);
        double positives = 0;
        double negatives = 0;
        double ordered = 0;
        int end;
        for (int start = 0; start < ascending.length; start = end) {
            end = start;
            while (end < ascending.length && ascending[end] == ascending[start]) {
                end++;
            }
            double positive = (end - start) * ascending[start];
            double negative = (end - start) * (1 - ascending[start]);
            ordered += positive * (negatives + negative / 2);
            positives += positive;
            negatives += negative;
        }
        return positives > 0 && negatives > 0 ? ordered / (positives * negatives) : Double.NaN;
    }
}
