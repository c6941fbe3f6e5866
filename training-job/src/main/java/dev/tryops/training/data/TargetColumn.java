package dev.tryops.training.data;

import dev.tryops.model.ClassLabel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Collects the column that is to be predicted: two classes, written in any way that {@link ClassLabel} reads. */
final class TargetColumn {

    /** More spellings than this are no two classes; the rest of them is not remembered. */
    private static final int MAX_SPELLINGS = 100;

    private final String name;
    private final Faults faults = new Faults();
    private final Map<String, Integer> spellings = new LinkedHashMap<>();
    private int[] rows = new int[1_024];
    private int size;

    TargetColumn(String name) {
        this.name = name;
    }

    void add(long line, String field) {
        String text = field.strip();
        if (text.isEmpty()) {
            faults.add(Fault.inColumn(
                    line,
                    name,
                    "the value is missing",
                    "Fill it in, or remove the row; a row without a class teaches nothing"));
            return;
        }
        if (!spellings.containsKey(text) && spellings.size() < MAX_SPELLINGS) {
            spellings.put(text, spellings.size());
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, size + (size >> 1));
        }
        rows[size++] = spellings.getOrDefault(text, 0);
    }

    void report(Faults all) {
        all.addAll(faults);
        if (spellings.isEmpty()) {
            return;
        }
        if (spellings.keySet().stream().anyMatch(TargetColumn::isNoLabel)) {
            all.add(Fault.inColumn(0, name, "holds long texts, not classes", "Name the target with --target"));
            return;
        }
        List<ClassLabel> labels = labels();
        if (labels.size() == 1) {
            all.add(Fault.inColumn(
                    0,
                    name,
                    "the target has only one class, '" + labels.getFirst() + "'",
                    "Add rows of the other class"));
        } else if (labels.size() > 2) {
            all.add(Fault.inColumn(
                    0,
                    name,
                    "the target has %s classes (%s); only two-class targets are supported"
                            .formatted(count(labels), sample(labels)),
                    "Name another column with --target, or reduce this one to two values"));
        }
    }

    private static boolean isNoLabel(String spelling) {
        try {
            ClassLabel.ofText(spelling);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private String count(List<ClassLabel> labels) {
        return spellings.size() < MAX_SPELLINGS ? String.valueOf(labels.size()) : MAX_SPELLINGS + " or more";
    }

    private static String sample(List<ClassLabel> labels) {
        String first = labels.stream()
                .limit(5)
                .map(label -> Fault.shortened(label.text()))
                .collect(Collectors.joining(", "));
        return labels.size() > 5 ? first + ", …" : first;
    }

    /** The two labels in the order of the model's probabilities. */
    List<ClassLabel> labels() {
        return ClassLabel.sorted(spellings.keySet());
    }

    /** For each row the index of its label in {@link #labels()}. */
    int[] classes() {
        List<ClassLabel> labels = labels();
        boolean numeric = labels.getFirst().numeric();
        int[] indexOfSpelling = new int[spellings.size()];
        spellings.forEach((text, code) ->
                indexOfSpelling[code] = labels.indexOf(numeric ? ClassLabel.ofNumber(text) : ClassLabel.ofText(text)));
        return IntStream.range(0, size).map(i -> indexOfSpelling[rows[i]]).toArray();
    }
}
