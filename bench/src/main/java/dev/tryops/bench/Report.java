package dev.tryops.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The table of a run, for a terminal and for a document. */
final class Report {

    private final List<Line> lines = new ArrayList<>();

    void add(Line line) {
        lines.add(line);
    }

    /** Columns under each other. */
    String text() {
        List<Integer> widths = widths();
        List<Line> all = new ArrayList<>(List.of(Line.HEAD));
        all.addAll(lines);
        return all.stream()
                .map(line -> IntStream.range(0, widths.size())
                        .mapToObj(i -> padded(line.cells().get(i), widths.get(i)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    String markdown() {
        List<String> rows = new ArrayList<>(List.of(row(Line.HEAD), "|---|---|---|---:|---|---|---|---|"));
        lines.forEach(line -> rows.add(row(line)));
        return String.join("\n", rows);
    }

    private static String row(Line line) {
        return line.cells().stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private List<Integer> widths() {
        return IntStream.range(0, Line.HEAD.cells().size())
                .mapToObj(i -> IntStream.concat(
                                IntStream.of(Line.HEAD.cells().get(i).length()),
                                lines.stream()
                                        .mapToInt(line -> line.cells().get(i).length()))
                        .max()
                        .orElse(0))
                .toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
