package dev.tryops.training.report;

import dev.tryops.model.Histogram;
import java.util.List;

/**
 * How the probabilities of each class's rows are spread over 0 … 1.
 *
 * @param threshold from which probability on a row counts as positive
 */
public record ScoreHistograms(double threshold, List<OfClass> classes) {

    public ScoreHistograms {
        classes = List.copyOf(classes);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("Score histograms have classes");
        }
    }

    /** The probabilities of the rows whose true class is {@code label}. */
    public record OfClass(String label, Histogram histogram) {}
}
