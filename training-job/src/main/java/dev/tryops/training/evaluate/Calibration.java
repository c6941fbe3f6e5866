package dev.tryops.training.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether probabilities can be taken at their word: of rows given 0.8, four in five should be hits. With two classes a
 * row's probability is that of the positive class, and a hit is a positive row; with more it is that of the most likely
 * class, and a hit is a row of that class (Guo et al. 2017).
 *
 * @param bins by ascending probability, of about equally many rows; equal probabilities are never parted
 * @param expectedError the mean over rows of their bin's |mean probability − share of hits| (ECE), 0 … 1. It is never 0
 *     by chance, even if the model is right, hence:
 * @param noiseFloor what {@code expectedError} stays below 95 times in 100 if these very probabilities are right, found
 *     by drawing hits from them (Bröcker and Smith 2007)
 * @param recalibration absent if no finite one fits best
 */
public record Calibration(
        List<Bin> bins,
        double expectedError,
        double noiseFloor,
        @Nullable Recalibration recalibration) {

    private static final int MOST_BINS = 10;
    private static final int FEWEST_ROWS_PER_BIN = 10;
    private static final int MOST_DRAWINGS = 1_000;
    private static final int FEWEST_DRAWINGS = 200;

    /** Single draws of a row: a tenth of a second or two. Beyond, the hits of a bin are drawn at once. */
    private static final int MOST_DRAWS = 20_000_000;

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * @param lowest probability in it, {@code highest} likewise
     */
    public record Bin(int rows, double lowest, double highest, double meanProbability, double shareOfHits) {}

    /** What is counted, without what is drawn. */
    public record Reliability(List<Bin> bins, double expectedError) {

        public Reliability {
            bins = List.copyOf(bins);
        }

        public static Reliability of(Predictions predictions) {
            Hits hits = Hits.of(predictions);
            return of(hits, ends(hits.probabilities));
        }

        private static Reliability of(Hits rows, int[] ends) {
            List<Bin> bins = new ArrayList<>();
            double error = 0;
            int start = 0;
            int hitsBefore = 0;
            for (int end : ends) {
                int hitsUpToHere = hitsBefore;
                while (hitsUpToHere < rows.hits.length && rows.hits[hitsUpToHere] <= rows.probabilities[end - 1]) {
                    hitsUpToHere++;
                }
                double sum = sum(rows.probabilities, start, end);
                int found = hitsUpToHere - hitsBefore;
                bins.add(new Bin(
                        end - start,
                        rows.probabilities[start],
                        rows.probabilities[end - 1],
                        sum / (end - start),
                        (double) found / (end - start)));
                error += Math.abs(sum - found);
                start = end;
                hitsBefore = hitsUpToHere;
            }
            return new Reliability(bins, error / rows.probabilities.length);
        }
    }

    /** The probabilities of all rows and of hits, ascending, and those of misses. */
    private record Hits(double[] probabilities, double[] hits, double[] misses) {

        static Hits of(Predictions predictions) {
            double[] probabilities = new double[predictions.rows()];
            double[] hits = new double[predictions.rows()];
            double[] misses = new double[predictions.rows()];
            int h = 0;
            int m = 0;
            for (int row = 0; row < predictions.rows(); row++) {
                int k = predictions.binary() ? predictions.positive() : predictions.mostLikely(row);
                double probability = predictions.probability(row, k);
                probabilities[row] = probability;
                if (predictions.classOf(row) == k) {
                    hits[h++] = probability;
                } else {
                    misses[m++] = probability;
                }
            }
            Arrays.parallelSort(probabilities);
            Arrays.parallelSort(hits, 0, h);
            return new Hits(probabilities, Arrays.copyOf(hits, h), Arrays.copyOf(misses, m));
        }
    }

    /** The same for the same {@code seed}. */
    public static Calibration of(Predictions predictions, long seed) {
        Hits rows = Hits.of(predictions);
        int[] ends = ends(rows.probabilities);
        Reliability reliability = Reliability.of(rows, ends);
        return new Calibration(
                reliability.bins,
                reliability.expectedError,
                noiseFloor(rows.probabilities, ends, new SplittableRandom(seed)),
                Recalibration.fit(rows.hits, rows.misses));
    }

    /**
     * What a gate asks: whether {@code expectedError} is above {@code noiseFloor} by more than {@code tolerance}. With 0
     * it is whether the model is miscalibrated beyond noise, which of right ones one in twenty seems to be, and which of
     * very many rows any model is: say then how much matters.
     */
    public boolean miscalibratedBy(double tolerance) {
        return expectedError - noiseFloor > tolerance;
    }

    /** Where each bin ends, exclusively. */
    private static int[] ends(double[] ascending) {
        int rows = ascending.length;
        int wanted = Math.clamp(rows / FEWEST_ROWS_PER_BIN, 1, MOST_BINS);
        int[] ends = new int[wanted];
        int count = 0;
        int last = 0;
        for (int bin = 1; bin <= wanted; bin++) {
            int end = (int) ((long) bin * rows / wanted);
            while (end < rows && ascending[end] == ascending[end - 1]) {
                end++;
            }
            if (end > last) {
                ends[count++] = end;
                last = end;
            }
        }
        return Arrays.copyOf(ends, count);
    }

    private static double noiseFloor(double[] probabilities, int[] ends, SplittableRandom random) {
        double[] errors = MOST_DRAWS / probabilities.length < FEWEST_DRAWINGS
                ? errorsByBin(probabilities, ends, random)
                : errorsByRow(probabilities, ends, random);
        Arrays.sort(errors);
        return Bootstrap.quantile(errors, 0.95);
    }

    private static double[] errorsByRow(double[] probabilities, int[] ends, SplittableRandom random) {
        double[] errors = new double[Math.min(MOST_DRAWS / probabilities.length, MOST_DRAWINGS)];
        double[] sums = new double[ends.length];
        for (int bin = 0; bin < ends.length; bin++) {
            sums[bin] = sum(probabilities, bin == 0 ? 0 : ends[bin - 1], ends[bin]);
        }
        for (int drawing = 0; drawing < errors.length; drawing++) {
            int row = 0;
            double error = 0;
            for (int bin = 0; bin < ends.length; bin++) {
                int hits = 0;
                for (; row < ends[bin]; row++) {
                    hits += random.nextDouble() < probabilities[row] ? 1 : 0;
                }
                error += Math.abs(sums[bin] - hits);
            }
            errors[drawing] = error / probabilities.length;
        }
        return errors;
    }

    /** By how much the hits of many rows miss their sum of probabilities is normal (Lyapunov's central limit theorem). */
    private static double[] errorsByBin(double[] probabilities, int[] ends, SplittableRandom random) {
        double[] deviations = new double[ends.length];
        int row = 0;
        for (int bin = 0; bin < ends.length; bin++) {
            double variance = 0;
            for (; row < ends[bin]; row++) {
                variance += probabilities[row] * (1 - probabilities[row]);
            }
            deviations[bin] = Math.sqrt(variance);
        }
        double[] errors = new double[MOST_DRAWINGS];
        for (int drawing = 0; drawing < errors.length; drawing++) {
            double error = 0;
            for (double deviation : deviations) {
                error += Math.abs(deviation * random.nextGaussian());
            }
            errors[drawing] = error / probabilities.length;
        }
        return errors;
    }

    private static double sum(double[] values, int start, int end) {
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += values[i];
        }
        return sum;
    }
}
