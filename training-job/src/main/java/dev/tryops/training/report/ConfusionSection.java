package dev.tryops.training.report;

import java.util.List;

/** Who was taken for what; the shade is the share of the true class. */
final class ConfusionSection {

    private static final int MOST_CLASSES = 24;
    private static final int SHADES = 8;

    private ConfusionSection() {}

    static void write(Markup out, ConfusionMatrix matrix) {
        out.element(
                "p",
                "Rows of the hold-out by what they are and what they were taken for. Percentages, and shades, are shares of the true class.",
                "class",
                "lead");
        Capped<String> labels = Capped.of(matrix.labels(), MOST_CLASSES);
        int shown = labels.shown().size();
        out.open("div", "class", "scroll", "role", "region", "aria-label", "Confusion matrix", "tabindex", "0");
        out.open("table", "class", "confusion").open("thead").open("tr");
        out.element("td", "")
                .element("th", "taken for", "class", "axis", "scope", "colgroup", "colspan", Integer.toString(shown));
        out.element("td", "").close().open("tr").element("th", "true class", "scope", "col", "class", "axis");
        labels.shown()
                .forEach(label -> out.open("th", "scope", "col").name(label, 18).close());
        out.element("th", "recall", "scope", "col", "class", "quiet")
                .close()
                .close()
                .open("tbody");
        for (int i = 0; i < shown; i++) {
            row(out, matrix, i, shown);
        }
        out.close().open("tfoot");
        precision(out, matrix, shown);
        out.close().close().close();
        labels.note(out, "class", "classes");
    }

    private static void row(Markup out, ConfusionMatrix matrix, int actual, int shown) {
        List<Long> counts = matrix.counts().get(actual);
        long rows = sum(counts);
        out.open("tr")
                .open("th", "scope", "row")
                .name(matrix.labels().get(actual), 24)
                .close();
        for (int i = 0; i < shown; i++) {
            long count = counts.get(i);
            long shade = rows == 0 ? 0 : Math.round((double) SHADES * count / rows);
            out.open("td", "class", "h" + shade + (i == actual ? " hit" : ""), "title", sentence(matrix, actual, i));
            out.element("b", Figures.count(count))
                    .element("small", Figures.percent(count, rows))
                    .close();
        }
        out.element("td", Figures.percent(counts.get(actual), rows), "class", "quiet")
                .close();
    }

    private static void precision(Markup out, ConfusionMatrix matrix, int shown) {
        out.open("tr").element("th", "precision", "scope", "row", "class", "quiet");
        for (int i = 0; i < shown; i++) {
            int predicted = i;
            List<Long> column =
                    matrix.counts().stream().map(row -> row.get(predicted)).toList();
            out.element("td", Figures.percent(column.get(i), sum(column)), "class", "quiet");
        }
        out.element("td", "").close();
    }

    private static String sentence(ConfusionMatrix matrix, int actual, int predicted) {
        return "%s taken for %s"
                .formatted(
                        brief(matrix.labels().get(actual)),
                        brief(matrix.labels().get(predicted)));
    }

    private static String brief(String label) {
        return Visible.shortened(Visible.line(label), 60);
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
