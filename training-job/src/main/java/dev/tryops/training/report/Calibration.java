package dev.tryops.training.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a probability means what it says.
 *
 * @param bins in ascending order of probability, without empty ones
 */
public record Calibration(List<Bin> bins) {

    public Calibration {
        bins = List.copyOf(bins);
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("A calibration has bins");
        }
    }

    /**
     * Rows of similar probability.
     *
     * @param predicted their mean probability, 0 … 1
     * @param observed the share of them that was positive, 0 … 1
     */
    public record Bin(
            double predicted, double observed, @Nullable Interval interval, long rows) {

        public Bin {
            if (!(predicted >= 0 && predicted <= 1 && observed >= 0 && observed <= 1)) {
                throw new IllegalArgumentException(
                        "Probabilities lie in 0 … 1, not at " + predicted + " and " + observed);
            }
        }
    }
}
