package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Chooses the strength of the ridge by the log-loss on rows left out, in stratified folds. */
final class RidgeSearch {

    static final List<Double> STRENGTHS = List.of(0.01, 0.1, 1.0, 10.0, 100.0, 1_000.0, 10_000.0);

    private static final int FOLDS = 5;
    private static final double EPSILON = Math.ulp(1.0);

    private final Encoding encoding;
    private final double[] classWeights;
    private final long seed;

    RidgeSearch(Encoding encoding, double[] classWeights, long seed) {
        this.encoding = encoding;
        this.classWeights = classWeights;
        this.seed = seed;
    }

    /** The strength of the lowest mean log-loss, and the mean log-loss in nats of each that was tried. */
    record Choice(double l2, Map<String, Double> logLosses) {}

    Choice on(Dataset training) {
        int[] folds = folds(training);
        double[] losses = new double[STRENGTHS.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            Dataset seen = rows(training, folds, row -> folds[row] != left);
            Dataset unseen = rows(training, folds, row -> folds[row] == left);
            for (int i = 0; i < losses.length; i++) {
                LogisticModel model = NewtonFitting.model(
                        encoding, NewtonFitting.fit(encoding, seen, STRENGTHS.get(i), classWeights));
                losses[i] += loss(model, unseen) / training.rows();
            }
        }
        Map<String, Double> tried = new LinkedHashMap<>();
        int best = 0;
        for (int i = 0; i < losses.length; i++) {
            tried.put(STRENGTHS.get(i).toString(), losses[i]);
            best = losses[i] < losses[best] ? i : best;
        }
        return new Choice(STRENGTHS.get(best), tried);
    }

    /** Within each class the rows are shuffled and dealt out in turn, so that every fold has its share. */
    private int[] folds(Dataset training) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] folds = new int[training.rows()];
        for (int k = 0; k < training.classLabels().size(); k++) {
            int klass = k;
            int[] rows = IntStream.range(0, training.rows())
                    .filter(row -> training.classOf(row) == klass)
                    .toArray();
            for (int i = rows.length - 1; i >= 0; i--) {
                int j = random.nextInt(i + 1);
                int row = rows[j];
                rows[j] = rows[i];
                rows[i] = row;
                folds[row] = i % FOLDS;
            }
        }
        return folds;
    }

    private static Dataset rows(Dataset all, int[] folds, IntPredicate wanted) {
        return all.subset(IntStream.range(0, folds.length).filter(wanted).toArray());
    }

    private static double loss(LogisticModel model, Dataset unseen) {
        double[] probabilities = model.probabilities(unseen);
        double sum = 0;
        for (int row = 0; row < unseen.rows(); row++) {
            double own = probabilities[row * model.classes() + unseen.classOf(row)];
            sum -= Math.log(Math.clamp(own, EPSILON, 1));
        }
        return sum;
    }
}
