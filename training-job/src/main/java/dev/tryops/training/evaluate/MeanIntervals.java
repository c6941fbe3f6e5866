package dev.tryops.training.evaluate;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * 95 % percentile intervals of means over many groups of rows, from bootstrap resamples that are drawn once for all
 * groups of a size: then an interval is a sum of products, and thousands of groups are done in a second. Of more than
 * {@value #MOST_UNITS} rows, blocks are drawn instead, as {@link Bootstrap} does. Any
 * number of threads may ask.
 */
final class MeanIntervals {

    /** Of fewer rows an interval is too short, as a skewed loss may not have shown its tail. */
    static final int FEWEST_ROWS = 50;

    private static final int MOST_UNITS = 200;

    private final long seed;

    /** By the number of units: {@code [resample · units + unit]}, how often each was drawn. */
    private final Map<Integer, byte[]> drawn = new ConcurrentHashMap<>();

    MeanIntervals(long seed) {
        this.seed = seed;
    }

    /** Of the mean of {@code values} over {@code rows}; null if these are too few. */
    @Nullable ConfidenceInterval of(double[] values, int[] rows) {
        if (rows.length < FEWEST_ROWS) {
            return null;
        }
        int units = Math.min(rows.length, MOST_UNITS);
        double[] sums = new double[units];
        double[] sizes = new double[units];
        for (int i = 0; i < rows.length; i++) {
            sums[i % units] += values[rows[i]];
            sizes[i % units]++;
        }
        byte[] draws = drawn.computeIfAbsent(units, this::draw);
        double[] means = new double[Bootstrap.RESAMPLES];
        for (int resample = 0; resample < means.length; resample++) {
            double sum = 0;
            double size = 0;
            for (int unit = 0; unit < units; unit++) {
                int times = draws[resample * units + unit];
                sum += times * sums[unit];
                size += times * sizes[unit];
            }
            means[resample] = sum / size;
        }
        return Bootstrap.interval(Bootstrap.defined(means));
    }

    private byte[] draw(int units) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] times = new byte[Bootstrap.RESAMPLES * units];
        for (int resample = 0; resample < Bootstrap.RESAMPLES; resample++) {
            for (int i = 0; i < units; i++) {
                times[resample * units + random.nextInt(units)]++;
            }
        }
        return times;
    }
}
