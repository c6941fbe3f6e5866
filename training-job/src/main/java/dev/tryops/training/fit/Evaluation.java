package dev.tryops.training.fit;

import dev.tryops.model.Metrics;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The measures of a binary classifier, defined as scikit-learn defines them. */
public final class Evaluation {

    /** From this probability on, a row counts as positive. */
    public static final double THRESHOLD = 0.5;

    /** Keeps the logarithm of a wrong certainty finite. */
    private static final double EPSILON = Math.ulp(1.0);

    private final int[] classes;
    private final double[] probabilities;

    private Evaluation(int[] classes, double[] probabilities) {
        this.classes = classes;
        this.probabilities = probabilities;
    }

    /** {@code classes} are 0 or 1, {@code probabilities} those of 1; both classes occur. */
    public static Metrics of(int[] classes, double[] probabilities) {
        return new Evaluation(classes, probabilities).metrics();
    }

    private Metrics metrics() {
        long truePositives = count(1, true);
        long falsePositives = count(0, true);
        long falseNegatives = count(1, false);
        long trueNegatives = count(0, false);
        double precision = ratio(truePositives, truePositives + falsePositives);
        double recall = ratio(truePositives, truePositives + falseNegatives);
        return new Metrics(
                ratio(truePositives + trueNegatives, classes.length),
                precision,
                recall,
                precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall),
                areaUnderCurve(),
                logLoss(),
                brierScore());
    }

    private long count(int klass, boolean predictedPositive) {
        return IntStream.range(0, classes.length)
                .filter(i -> classes[i] == klass && (probabilities[i] >= THRESHOLD) == predictedPositive)
                .count();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /**
     * The probability that a positive row ranks above a negative one, ties counting one half: the Mann-Whitney statistic
     * on ranks, equal scores sharing their mean rank.
     */
    private double areaUnderCurve() {
        int[] order = IntStream.range(0, classes.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probabilities[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        long positives = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            long positivesHere = 0;
            while (end < order.length && probabilities[order[end]] == probabilities[order[start]]) {
                positivesHere += classes[order[end++]];
            }
            rankSum += positivesHere * (start + 1 + end) / 2.0;
            positives += positivesHere;
            start = end;
        }
        double negatives = classes.length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / (positives * negatives);
    }

    private double logLoss() {
        return mean(i -> {
            double p = Math.clamp(probabilities[i], EPSILON, 1 - EPSILON);
            return -Math.log(classes[i] == 1 ? p : 1 - p);
        });
    }

    private double brierScore() {
        return mean(i -> {
            double error = probabilities[i] - classes[i];
            return error * error;
        });
    }

    private double mean(IntToDoubleFunction ofRow) {
        return IntStream.range(0, classes.length).mapToDouble(ofRow).average().orElse(0);
    }
}
