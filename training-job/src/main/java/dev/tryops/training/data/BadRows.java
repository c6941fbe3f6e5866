package dev.tryops.training.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows that cannot be used: counted by reason, the first problems in full, all of them in quarantine. */
final class BadRows {

    private static final int SHOWN = 10;

    private final BadRowLimit limit;
    private final Quarantine quarantine;
    private final boolean severalFiles;
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    private final List<String> first = new ArrayList<>();
    private String remedy = "";
    private long problems;
    private long rows;

    BadRows(BadRowLimit limit, Quarantine quarantine, boolean severalFiles) {
        this.limit = limit;
        this.quarantine = quarantine;
        this.severalFiles = severalFiles;
    }

    /** A row counts once, under the first of its problems. */
    void add(String file, Row row, List<Problem> found) {
        Problem main = found.getFirst();
        rows++;
        counts.merge(main.reason(), 1L, Long::sum);
        remedy = rows == 1 ? main.fault().remedy() : remedy;
        problems += found.size();
        for (Problem problem : found) {
            if (first.size() < SHOWN) {
                first.add((severalFiles ? file + ", " : "") + problem.fault().where());
            }
        }
        quarantine.add(file, row, main.fault().what());
    }

    long rows() {
        return rows;
    }

    /** By reason, the most frequent first. */
    Map<String, Long> byReason() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(), Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    /** {@link BadData} if more than the limit of {@code all} rows of {@code source} are bad. */
    void requireFew(String source, long all) {
        if (limit.allows(rows, all)) {
            return;
        }
        if (problems == 1) {
            throw new BadData("%s: %s. %s.".formatted(source, first.getFirst(), remedy));
        }
        StringBuilder text = new StringBuilder("%s: %,d of %,d rows are bad, and --max-bad-rows allows %s: %s."
                .formatted(source, rows, all, limit, reasons()));
        first.forEach(line -> text.append("\n  ").append(line));
        if (problems > first.size()) {
            text.append("\n  and %,d more".formatted(problems - first.size()));
        }
        throw new BadData(text.append(
                        "\nCorrect the data, leave a column out with --exclude NAME, or skip bad rows with --max-bad-rows %d."
                                .formatted(rows))
                .toString());
    }

    private String reasons() {
        return byReason().entrySet().stream()
                .map(entry -> "%s (%,d)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
