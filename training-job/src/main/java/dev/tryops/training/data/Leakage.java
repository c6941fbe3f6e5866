package dev.tryops.training.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Finds features that know the target. A number is judged by the area under its ROC curve (Mann-Whitney's U over
 * n₁·n₂, ties counting half) where there are two classes; a text or truth value, and any number of few values, by the
 * fraction of rows of which its value's most frequent class is theirs, values that occur once counting as wrong.
 */
final class Leakage {

    private static final double SUSPICIOUS = 0.99;
    private static final int MOST_ROWS = 100_000;
    private static final long MOST_CELLS = 20_000_000;
    private static final int LEAST_PER_CLASS = 10;
    private static final int FEW_VALUES = 100;

    private final Dataset data;
    private final int[] rows;
    private final int[] classes;
    private final int[] perClass;

    Leakage(Dataset data) {
        this.data = data;
        int wanted = (int) Math.min(Math.min(MOST_ROWS, data.rows()), Math.max(MOST_CELLS / data.features(), 1));
        long all = data.rows();
        this.rows =
                IntStream.range(0, wanted).map(i -> (int) (i * all / wanted)).toArray();
        this.classes = Arrays.stream(rows).map(data::classOf).toArray();
        this.perClass = new int[data.classLabels().size()];
        Arrays.stream(classes).forEach(c -> perClass[c]++);
    }

    /** How well the feature alone tells the class, if suspiciously well. */
    OptionalDouble of(int feature) {
        if (Arrays.stream(perClass).anyMatch(count -> count < LEAST_PER_CLASS)) {
            return OptionalDouble.empty();
        }
        return isNumberOfTwoClasses(feature) ? auc(feature) : purity(feature);
    }

    String measure(int feature) {
        return isNumberOfTwoClasses(feature) ? "AUC" : "right in a fraction of";
    }

    private boolean isNumberOfTwoClasses(int feature) {
        return perClass.length == 2 && !data.isText(feature);
    }

    private OptionalDouble auc(int feature) {
        double[] low = sorted(feature, 0);
        double[] high = sorted(feature, 1);
        if (low.length < LEAST_PER_CLASS || high.length < LEAST_PER_CLASS) {
            return OptionalDouble.empty();
        }
        double wins = 0;
        int below = 0;
        int notAbove = 0;
        for (double value : high) {
            while (below < low.length && low[below] < value) {
                below++;
            }
            notAbove = Math.max(notAbove, below);
            while (notAbove < low.length && low[notAbove] <= value) {
                notAbove++;
            }
            wins += below + (notAbove - below) / 2.0;
        }
        double area = wins / low.length / high.length;
        return suspicious(Math.max(area, 1 - area));
    }

    private double[] sorted(int feature, int klass) {
        return IntStream.range(0, rows.length)
                .filter(i -> classes[i] == klass)
                .mapToDouble(i -> data.value(feature, rows[i]))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private OptionalDouble purity(int feature) {
        Map<Double, int[]> counts = new HashMap<>();
        int present = 0;
        for (int i = 0; i < rows.length; i++) {
            double value = data.value(feature, rows[i]);
            if (Double.isNaN(value)) {
                continue;
            }
            present++;
            counts.computeIfAbsent(value, v -> new int[perClass.length])[classes[i]]++;
            if (counts.size() > FEW_VALUES && !data.isText(feature)) {
                return OptionalDouble.empty();
            }
        }
        long right = counts.values().stream()
                .filter(ofValue -> Arrays.stream(ofValue).sum() > 1)
                .mapToLong(ofValue -> Arrays.stream(ofValue).max().orElse(0))
                .sum();
        long rightWithoutIt = Arrays.stream(perClass).max().orElse(0);
        // Where one class has 99.5 % of the rows, being right in 99.5 % is no knowledge.
        boolean knows = present > LEAST_PER_CLASS
                && rows.length - rightWithoutIt > 0
                && present - right < (1 - SUSPICIOUS) * (rows.length - rightWithoutIt);
        return knows ? suspicious((double) right / present) : OptionalDouble.empty();
    }

    private static OptionalDouble suspicious(double measure) {
        return measure > SUSPICIOUS ? OptionalDouble.of(measure) : OptionalDouble.empty();
    }
}
