package dev.tryops.training.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The candidate against the model that serves, on the same rows. */
public record Comparison(String servingVersion, List<Difference> differences) {

    public Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * One measure of both.
     *
     * @param interval of candidate − serving; null if unknown
     */
    public record Difference(
            String measure,
            boolean higherIsBetter,
            double candidate,
            double serving,
            @Nullable Interval interval) {

        double value() {
            return candidate - serving;
        }
    }
}
