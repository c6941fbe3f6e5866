package dev.tryops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One number per round. */
record Samples(List<Double> values) {

    private static final int RESAMPLES = 10_000;
    private static final long SEED = 1;

    Samples {
        values = List.copyOf(values);
    }

    /** Round by round, so that what slows a round down slows both sides. */
    Samples over(Samples other) {
        int rounds = Math.min(values.size(), other.values.size());
        return new Samples(IntStream.range(0, rounds)
                .mapToObj(i -> values.get(i) / other.values.get(i))
                .toList());
    }

    double median() {
        return median(values);
    }

    double min() {
        return values.stream().mapToDouble(v -> v).min().orElse(Double.NaN);
    }

    double max() {
        return values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
    }

    int count() {
        return values.size();
    }

    /** What the median stays below with 95 % confidence: the percentile bootstrap over rounds, one-sided. */
    double upperBound95() {
        Random random = new Random(SEED);
        List<Double> medians = new ArrayList<>(RESAMPLES);
        for (int i = 0; i < RESAMPLES; i++) {
            medians.add(median(
                    random.ints(count(), 0, count()).mapToObj(values::get).toList()));
        }
        return medians.stream().sorted().skip(RESAMPLES * 95 / 100).findFirst().orElse(Double.NaN);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
