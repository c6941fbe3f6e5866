package dev.tryops.training.quality;

import dev.tryops.model.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Of one figure, ours against scikit-learn's, split by split. */
record Differences(double[] each) {

    /** Ours minus theirs. */
    static Differences of(List<Metrics> ours, List<Metrics> theirs, ToDoubleFunction<Metrics> figure) {
        return of(ours, theirs, (our, their) -> figure.applyAsDouble(our) - figure.applyAsDouble(their));
    }

    /** How much larger our log-losses are, as parts of theirs. */
    static Differences ofLogLoss(List<Metrics> ours, List<Metrics> theirs) {
        return of(ours, theirs, (our, their) -> our.logLoss() / their.logLoss() - 1);
    }

    private static Differences of(
            List<Metrics> ours, List<Metrics> theirs, ToDoubleBiFunction<Metrics, Metrics> difference) {
        return new Differences(IntStream.range(0, ours.size())
                .mapToDouble(i -> difference.applyAsDouble(ours.get(i), theirs.get(i)))
                .toArray());
    }

    double mean() {
        return Arrays.stream(each).average().orElseThrow();
    }

    double largest() {
        return Arrays.stream(each).max().orElseThrow();
    }

    double largestSize() {
        return Arrays.stream(each).map(Math::abs).max().orElseThrow();
    }

    /** What the mean may be off from 0 without telling anything: two standard errors, or too little to matter. */
    double chanceOr(double negligible) {
        double mean = mean();
        double squares = Arrays.stream(each).map(d -> (d - mean) * (d - mean)).sum();
        return Math.max(negligible, 2 * Math.sqrt(squares / (each.length - 1) / each.length));
    }

    @Override
    public String toString() {
        return Arrays.stream(each)
                .mapToObj(Differences::text)
                .collect(Collectors.joining(" ", "mean " + text(mean()) + " of ", ""));
    }

    private static String text(double difference) {
        return String.format(Locale.ROOT, "%.5f", difference);
    }
}
