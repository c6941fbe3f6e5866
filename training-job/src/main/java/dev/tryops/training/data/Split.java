package dev.tryops.training.data;

import dev.tryops.model.ClassLabel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The rows to learn from and the rows to be judged on; both keep the order of the file. */
public record Split(Dataset training, Dataset holdOut) {

    private static final int LEAST_PER_CLASS = 2;

    /**
     * Draws {@code round(testSize · rows)} rows for the hold-out, with each class in the proportion that it has in the
     * whole. The same seed draws the same rows.
     */
    public static Split stratified(Dataset all, double testSize, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<int[]> byClass = IntStream.range(0, all.classLabels().size())
                .mapToObj(c -> rowsOf(all, c))
                .toList();
        int[] held = heldPerClass(byClass, testSize);
        boolean[] inHoldOut = new boolean[all.rows()];
        for (int c = 0; c < held.length; c++) {
            int[] rows = byClass.get(c);
            requireEnough(all.classLabels().get(c), rows.length, held[c], testSize);
            shuffle(rows, random);
            Arrays.stream(rows, 0, held[c]).forEach(row -> inHoldOut[row] = true);
        }
        return new Split(chosen(all, inHoldOut, false), chosen(all, inHoldOut, true));
    }

    private static int[] rowsOf(Dataset all, int klass) {
        return IntStream.range(0, all.rows())
                .filter(row -> all.classOf(row) == klass)
                .toArray();
    }

    /** Whole numbers by largest remainder, so that they add up to the rounded total. */
    private static int[] heldPerClass(List<int[]> byClass, double testSize) {
        long total = byClass.stream().mapToLong(rows -> rows.length).sum();
        int[] held = byClass.stream()
                .mapToInt(rows -> (int) (rows.length * testSize))
                .toArray();
        long left = Math.round(total * testSize)
                - Arrays.stream(held).asLongStream().sum();
        List<Integer> byRemainder = IntStream.range(0, held.length)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        byClass.get(b).length * testSize - held[b], byClass.get(a).length * testSize - held[a]))
                .toList();
        byRemainder.stream().limit(Math.max(left, 0)).forEach(c -> held[c]++);
        return held;
    }

    private static void requireEnough(ClassLabel label, int rows, int held, double testSize) {
        if (held < LEAST_PER_CLASS || rows - held < LEAST_PER_CLASS) {
            throw new BadData(
                    "Class '%s' has %d rows, of which --test-size %s puts %d into the hold-out and leaves %d to train on. Each part needs %d rows of each class: add rows, or choose another --test-size."
                            .formatted(label, rows, testSize, held, rows - held, LEAST_PER_CLASS));
        }
    }

    private static void shuffle(int[] rows, RandomGenerator random) {
        for (int i = rows.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[j];
            rows[j] = row;
        }
    }

    private static Dataset chosen(Dataset all, boolean[] inHoldOut, boolean wanted) {
        return all.subset(IntStream.range(0, all.rows())
                .filter(row -> inHoldOut[row] == wanted)
                .toArray());
    }
}
