package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a model's probabilities do when two of its columns of one kind are exchanged. Only what the two features add to
 * the scores changes, so no swapped row need be computed anew.
 */
final class ColumnSwaps {

    /** A swap that moves a probability by more than this is one that golden rows must notice. */
    static final double NOTICEABLE = 1e-4;

    private final LogisticModel model;
    private final Dataset data;
    private final Encoder encoder;

    /** Row by row, the scores of the model. */
    private final double[] scores;

    ColumnSwaps(LogisticModel model, Dataset data) {
        this.model = model;
        this.data = data;
        this.encoder = new Encoder(model.encoding(), data);
        int width = model.biases().length;
        this.scores = new double[data.rows() * width];
        double[] ofRow = new double[width];
        for (int row = 0; row < data.rows(); row++) {
            model.score(encoder, row, ofRow);
            System.arraycopy(ofRow, 0, scores, row * width, width);
        }
    }

    /** Two columns. */
    record Pair(int first, int second) {}

    boolean isNoticeable(Pair pair, int row) {
        double[] moves = new double[model.weights().length];
        double lowest = moves.length == 1 ? 0 : Double.POSITIVE_INFINITY;
        double highest = moves.length == 1 ? 0 : Double.NEGATIVE_INFINITY;
        for (int k = 0; k < moves.length; k++) {
            moves[k] = move(model.weights()[k], pair, row);
            lowest = Math.min(lowest, moves[k]);
            highest = Math.max(highest, moves[k]);
        }
        if (!mayBeNoticeable(highest - lowest)) {
            return false;
        }
        double[] own = Arrays.copyOfRange(scores, row * moves.length, (row + 1) * moves.length);
        return movesAProbability(own, moves);
    }

    private double move(double[] weights, Pair pair, int row) {
        return encoder.contribution(weights, pair.first(), pair.second(), row)
                + encoder.contribution(weights, pair.second(), pair.first(), row)
                - encoder.contribution(weights, pair.first(), pair.first(), row)
                - encoder.contribution(weights, pair.second(), pair.second(), row);
    }

    /** Cheap, and true wherever a probability moves enough: it moves by at most a quarter of what two scores part by. */
    private static boolean mayBeNoticeable(double range) {
        return Math.abs(range) / 4 > NOTICEABLE;
    }

    private boolean movesAProbability(double[] scores, double[] moves) {
        double[] moved = new double[scores.length];
        for (int k = 0; k < moved.length; k++) {
            moved[k] = scores[k] + moves[k];
        }
        double[] before = new double[model.classes()];
        double[] after = new double[model.classes()];
        LogisticModel.toProbabilities(scores, before, 0);
        LogisticModel.toProbabilities(moved, after, 0);
        return Parity.largestDifference(before, after) > NOTICEABLE;
    }

    boolean isNoticeableAnywhere(Pair pair) {
        return firstNoticeable(pair).isPresent();
    }

    OptionalInt firstNoticeable(Pair pair) {
        return IntStream.range(0, data.rows())
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
                if (data.isText(i) == data.isText(j) && mayMove(i, j, Math.max(high[j] - low[i], high[i] - low[j]))) {
                    pairs.add(new Pair(i, j));
                }
            }
        }
        return List.copyOf(pairs);
    }

    /** Exchanging two numbers moves a score by {@code (slope_i − slope_j) · (x_j − x_i)}. */
    private boolean mayMove(int i, int j, double farthest) {
        if (!(model.encoding().features().get(i) instanceof FeatureEncoding.Numeric first)
                || !(model.encoding().features().get(j) instanceof FeatureEncoding.Numeric second)
                || first.feature().nullable()
                || second.feature().nullable()) {
            return true;
        }
        double lowest = 0;
        double highest = 0;
        for (double[] weights : model.weights()) {
            double move = (weights[first.first()] / first.std() - weights[second.first()] / second.std()) * farthest;
            lowest = Math.min(lowest, move);
            highest = Math.max(highest, move);
        }
        return mayBeNoticeable(highest - lowest);
    }

    private double[] bounds(int sign) {
        double[] bounds = new double[data.features()];
        for (int f = 0; f < bounds.length; f++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < data.rows(); row++) {
                most = Math.max(most, sign * data.input(f, row));
            }
            bounds[f] = sign * most;
        }
        return bounds;
    }
}
