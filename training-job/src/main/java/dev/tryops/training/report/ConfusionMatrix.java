package dev.tryops.training.report;

import java.util.List;

/**
 * Rows counted by what they are and what they were taken for.
 *
 * @param counts one list per true class, in it one count per predicted class, both in the order of {@code labels}
 */
public record ConfusionMatrix(List<String> labels, List<List<Long>> counts) {

    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
        int classes = labels.size();
        if (classes == 0 || counts.size() != classes || counts.stream().anyMatch(row -> row.size() != classes)) {
            throw new IllegalArgumentException("A confusion matrix has as many rows and columns as labels");
        }
    }
}
