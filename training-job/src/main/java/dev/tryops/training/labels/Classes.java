package dev.tryops.training.labels;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.ModelMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The classes that a version tells apart.
 *
 * @param labels in the order of its probabilities
 * @param positive of two, the index of the one that the threshold is about
 * @param threshold from which probability on that one is decided
 */
record Classes(List<ClassLabel> labels, int positive, double threshold) {

    static Classes of(ModelMetadata metadata) {
        return new Classes(metadata.classLabels(), metadata.positiveIndex(), metadata.decisionThreshold());
    }

    /** The index of a label as a client writes it; -1 if the version knows no such class. */
    int indexOf(ClassLabel label) {
        int exact = labels.indexOf(label);
        return exact >= 0 ? exact : spelt(label.text()).map(labels::indexOf).orElse(-1);
    }

    /** A number as text, a text as number, and true and false for the classes that they are spelt as, or for 1 and 0. */
    private Optional<ClassLabel> spelt(String text) {
        if (labels.getFirst().numeric()) {
            return number(
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "true" -> "1";
                        case "false" -> "0";
                        default -> text;
                    });
        }
        List<ClassLabel> alike = labels.stream()
                .filter(label -> label.text().equals(text)
                        || isBoolean(text) && label.text().equalsIgnoreCase(text))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false");
    }

    private static Optional<ClassLabel> number(String text) {
        try {
            return Optional.of(ClassLabel.ofNumber(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
