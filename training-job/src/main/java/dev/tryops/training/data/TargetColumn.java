package dev.tryops.training.data;

import dev.tryops.model.ClassLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The column that is to be predicted: at most 100 classes, written in any way that {@link ClassLabel} reads. */
final class TargetColumn {

    static final int MOST_CLASSES = 100;

    /** More spellings than this are no classes, even if some of them spell the same number. */
    private static final int MOST_SPELLINGS = 1_000;

    private final String name;
    private final Map<String, Integer> spellings = new LinkedHashMap<>();

    TargetColumn(String name) {
        this.name = name;
    }

    /** The number of the spelling, or what makes it bad added to {@code problems}. */
    double read(long line, String text, List<Problem> problems) {
        Integer known = spellings.get(text);
        if (known != null) {
            return known;
        }
        if (isMissing(text)) {
            problems.add(Problem.inColumn(
                    Reason.MISSING_TARGET,
                    line,
                    name,
                    text.isEmpty() ? "the value is missing" : "'" + text + "' stands for a missing value",
                    "Fill it in, or remove the row; a row without a class teaches nothing"));
        } else if (!isLabel(text)) {
            problems.add(Problem.inColumn(
                    Reason.UNUSABLE_TEXT,
                    line,
                    name,
                    "'" + Fault.shortened(text) + "' is no class label",
                    "Name the target with --target; a label has at most 256 characters and no NUL"));
        }
        return spellings.size();
    }

    /** "none" may be the name of a class; the other markers, and what pandas writes, are not. */
    private static boolean isMissing(String text) {
        return (Literal.isMissing(text) && !text.equalsIgnoreCase("none")) || text.equalsIgnoreCase("nan");
    }

    private static boolean isLabel(String text) {
        try {
            ClassLabel.ofText(text);
            return text.indexOf('\0') < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Remembers the spelling in a row that is kept, by the number that it was read as. */
    void keep(String text, double cell) {
        if (cell < spellings.size() || spellings.size() > MOST_SPELLINGS) {
            return;
        }
        spellings.putIfAbsent(text, spellings.size());
        if (spellings.size() > MOST_SPELLINGS) {
            throw new BadData(tooMany("more than %,d".formatted(MOST_SPELLINGS), labels()));
        }
    }

    /** What is wrong with the column as a whole. */
    void report(Faults all) {
        List<ClassLabel> labels = labels();
        if (labels.size() == 1) {
            all.add(Fault.inColumn(
                    0,
                    name,
                    "the target has only one class, '" + labels.getFirst() + "'",
                    "Add rows of another class"));
        } else if (labels.size() > MOST_CLASSES) {
            throw new BadData(tooMany("%,d".formatted(labels.size()), labels));
        }
    }

    private String tooMany(String count, List<ClassLabel> labels) {
        String first = labels.stream()
                .limit(5)
                .map(label -> Fault.shortened(label.text()))
                .collect(Collectors.joining(", "));
        return "Column '%s': the target has %s classes (%s, …); at most %d are supported. Name another column with --target, or group its values."
                .formatted(Fault.shortened(name), count, first, MOST_CLASSES);
    }

    /** The labels in the order of the model's probabilities. */
    List<ClassLabel> labels() {
        return ClassLabel.sorted(spellings.keySet());
    }

    /** For each spelling, in the order of appearance, the index of its label in {@link #labels()}. */
    int[] classOfSpelling() {
        List<ClassLabel> labels = labels();
        boolean numeric = labels.getFirst().numeric();
        int[] classes = new int[spellings.size()];
        spellings.forEach((text, code) ->
                classes[code] = labels.indexOf(numeric ? ClassLabel.ofNumber(text) : ClassLabel.ofText(text)));
        return classes;
    }
}
