package dev.tryops.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One hold-out row with the probability that the trainer's own mathematics gives it. A reader replays it through its
 * runtime, which must agree to {@link #TOLERANCE}.
 */
public record GoldenRow(Map<String, @Nullable Object> features, double expectedProbability) {

    /** The largest admitted difference between the expected and the replayed probability. */
    public static final double TOLERANCE = 1e-5;

    /** How many rows a model carries, or its whole hold-out where that is smaller. */
    public static final int COUNT = 20;

    public GoldenRow {
        features = OrderedMap.copyOf(features);
        if (!(expectedProbability >= 0 && expectedProbability <= 1)) {
            throw new IllegalArgumentException("Not a probability: " + expectedProbability);
        }
    }
}
