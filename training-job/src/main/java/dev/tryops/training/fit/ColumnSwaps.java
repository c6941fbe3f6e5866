package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a model's probabilities do when two of its columns are exchanged. Swapping columns i and j moves the score by
 * {@code (slope_i − slope_j) · (x_j − x_i)}, so no swapped row need be computed anew.
 */
final class ColumnSwaps {

    /** A swap that moves a probability by more than this is one that golden rows must notice. */
    static final double NOTICEABLE = 1e-4;

    private final LogisticModel model;
    private final Dataset data;
    private final double[] scores;

    ColumnSwaps(LogisticModel model, Dataset data) {
        this.model = model;
        this.data = data;
        this.scores = IntStream.range(0, data.rows())
                .mapToDouble(row -> model.score(data, row))
                .toArray();
    }

    /** Two columns. */
    record Pair(int first, int second) {}

    boolean isNoticeable(Pair pair, int row) {
        double move = (model.slope(pair.first()) - model.slope(pair.second()))
                * (data.input(pair.second(), row) - data.input(pair.first(), row));
        return mayBeNoticeable(move)
                && Math.abs(LogisticModel.sigmoid(scores[row] + move) - LogisticModel.sigmoid(scores[row]))
                        > NOTICEABLE;
    }

    /** Cheap, and true wherever the probability moves enough: the sigmoid is nowhere steeper than one quarter. */
    private static boolean mayBeNoticeable(double move) {
        return Math.abs(move) / 4 > NOTICEABLE;
    }

    boolean isNoticeableAnywhere(Pair pair) {
        return firstNoticeable(pair).isPresent();
    }

    OptionalInt firstNoticeable(Pair pair) {
        return IntStream.range(0, scores.length)
                .filter(row -> isNoticeable(pair, row))
                .findFirst();
    }

    /** The pairs that might be noticeable; what is left out moves no row, as the range of its values shows. */
    List<Pair> candidates() {
        double[] low = bounds(-1);
        double[] high = bounds(1);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < data.features(); i++) {
            for (int j = i + 1; j < data.features(); j++) {
                double farthest = Math.max(high[j] - low[i], high[i] - low[j]);
                if (mayBeNoticeable((model.slope(i) - model.slope(j)) * farthest)) {
                    pairs.add(new Pair(i, j));
                }
            }
        }
        return List.copyOf(pairs);
    }

    private double[] bounds(int sign) {
        return IntStream.range(0, data.features())
                .mapToDouble(f -> sign
                        * IntStream.range(0, data.rows())
                                .mapToDouble(row -> sign * data.input(f, row))
                                .max()
                                .orElse(0))
                .toArray();
    }
}
