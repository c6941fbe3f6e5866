package dev.tryops.training.report;

import dev.tryops.training.report.DataProfile.Categorical;
import dev.tryops.training.report.DataProfile.Category;
import dev.tryops.training.report.DataProfile.Column;
import dev.tryops.training.report.DataProfile.Numeric;
import dev.tryops.training.report.DataProfile.Skipped;
import dev.tryops.training.report.DataProfile.Warning;
import java.util.List;
import java.util.stream.Collectors;

/** What was read, column by column, and what looked odd. */
final class DataSection {

    private static final int MOST_COLUMNS = 250;
    private static final int MOST_LINES = 50;
    private static final int MOST_CATEGORIES = 8;
    private static final int NAMED_CATEGORIES = 4;

    /** Shorter than elsewhere, for the sake of the many columns of figures. */
    private static final int NAME_LENGTH = 24;

    private DataSection() {}

    static void write(Markup out, DataProfile data) {
        long skipped = data.skipped().stream().mapToLong(Skipped::rows).sum();
        out.element(
                "p",
                "%s in %s; %s left out."
                        .formatted(
                                Figures.count(data.rows(), "row", "rows"),
                                Figures.count(data.columns().size(), "column", "columns"),
                                skipped == 0 ? "none was" : Figures.count(skipped, "row was", "rows were")),
                "class",
                "lead");
        warnings(out, data.warnings());
        skipped(out, data);
        columns(out, data);
    }

    private static void warnings(Markup out, List<Warning> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        Capped<Warning> capped = Capped.of(warnings, MOST_LINES);
        out.open("ul", "class", "warnings");
        for (Warning warning : capped.shown()) {
            out.open("li").open("strong").name(warning.kind()).close();
            out.text(" ").sentence(warning.sentence()).close();
        }
        out.close();
        capped.note(out, "warning", "warnings");
    }

    private static void skipped(Markup out, DataProfile data) {
        if (data.skipped().isEmpty()) {
            return;
        }
        Capped<Skipped> capped = Capped.of(data.skipped(), MOST_LINES);
        out.element("h3", "Rows left out");
        Table.open(out, "narrow", "Rows left out, by reason", "Reason", "#Rows");
        for (Skipped reason : capped.shown()) {
            out.open("tr").open("th", "scope", "row").name(reason.reason(), 120).close();
            Table.number(out, Figures.count(reason.rows()));
            out.close();
        }
        Table.close(out);
        capped.note(out, "reason", "reasons");
    }

    private static void columns(Markup out, DataProfile data) {
        if (data.columns().isEmpty()) {
            return;
        }
        Capped<Column> capped = Capped.of(data.columns(), MOST_COLUMNS);
        out.element("h3", "Columns");
        Table.open(
                out,
                "columns",
                "Columns",
                "Column",
                "Values",
                "#Missing",
                "#Distinct",
                "#Mean",
                "#Std. dev.",
                "#Min.",
                "#5 %",
                "#25 %",
                "#Median",
                "#75 %",
                "#95 %",
                "#Max.");
        capped.shown().forEach(column -> row(out, data, column));
        Table.close(out);
        capped.note(out, "column", "columns");
    }

    private static void row(Markup out, DataProfile data, Column column) {
        out.open("tr");
        out.open("th", "scope", "row").name(column.name(), NAME_LENGTH);
        out.element("small", Visible.shortened(Visible.line(column.type()), NAME_LENGTH))
                .close();
        out.open("td", "class", "spark");
        switch (column.values()) {
            case Numeric numbers -> Sparkline.numbers(out, numbers.histogram());
            case Categorical categories ->
                Sparkline.categories(
                        out, Capped.of(categories.top(), MOST_CATEGORIES).shown());
        }
        out.close();
        Table.number(out, Figures.percent(column.missing(), data.rows()));
        Table.number(out, Figures.count(column.distinct()));
        switch (column.values()) {
            case Numeric numbers -> numbers(out, numbers);
            case Categorical categories -> categories(out, categories, data.rows() - column.missing());
        }
        out.close();
    }

    private static void numbers(Markup out, Numeric numbers) {
        Table.number(out, Figures.value(numbers.mean()));
        Table.number(out, Figures.value(numbers.standardDeviation()));
        numbers.quantiles().ascending().forEach(quantile -> Table.number(out, Figures.value(quantile)));
    }

    private static void categories(Markup out, Categorical categories, long present) {
        List<Category> top = Capped.of(categories.top(), MOST_CATEGORIES).shown();
        out.open("td", "class", "top", "colspan", "9", "title", all(top, present));
        for (Category category : Capped.of(top, NAMED_CATEGORIES).shown()) {
            out.open("span").name(category.name(), 24).text(" ");
            out.element("b", Figures.percent(category.rows(), present)).close().text(" ");
        }
        long others = categories.otherRows()
                + categories.top().stream()
                        .skip(NAMED_CATEGORIES)
                        .mapToLong(Category::rows)
                        .sum();
        if (others > 0) {
            out.open("span", "class", "quiet")
                    .text("others ")
                    .element("b", Figures.percent(others, present))
                    .close();
        }
        out.close();
    }

    private static String all(List<Category> top, long present) {
        return top.stream()
                .map(c -> Visible.shortened(Visible.line(c.name()), Markup.NAME_LENGTH) + " "
                        + Figures.percent(c.rows(), present))
                .collect(Collectors.joining("\n"));
    }
}
