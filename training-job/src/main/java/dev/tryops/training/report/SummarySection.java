package dev.tryops.training.report;

import dev.tryops.training.report.Summary.Verdict;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The head of the page: which model, what became of it, and how good it is. */
final class SummarySection {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SummarySection() {}

    static void write(Markup out, Summary summary) {
        out.open("header", "id", "summary").element("p", "Training report", "class", "kicker");
        out.open("h1").name(summary.modelVersion(), 60).close();
        out.open("p", "class", "verdict");
        badge(out, summary.verdict());
        out.text(" ").sentence(summary.sentence()).close();
        cards(out, summary);
        facts(out, summary);
        out.close();
    }

    private static void badge(Markup out, Verdict verdict) {
        switch (verdict) {
            case PROMOTED -> out.element("strong", "✓ promoted", "class", "badge good");
            case REFUSED -> out.element("strong", "✕ refused", "class", "badge bad");
            case PUBLISHED_ONLY -> out.element("strong", "● published only", "class", "badge plain");
        }
    }

    private static void cards(Markup out, Summary summary) {
        if (summary.headline().isEmpty()) {
            return;
        }
        out.open("div", "class", "cards");
        for (Measure measure : summary.headline()) {
            out.open("div", "class", "card").open("p", "class", "label");
            out.name(measure.name()).close();
            out.element("p", Figures.measure(measure.value()), "class", "figure");
            if (measure.interval() != null) {
                out.element("p", Figures.interval(measure.interval()), "class", "range", "title", "95\u00A0% interval");
            }
            if (!measure.note().isEmpty()) {
                out.open("p", "class", "remark").sentence(measure.note()).close();
            }
            out.close();
        }
        out.close();
        if (summary.headline().stream().anyMatch(measure -> measure.interval() != null)) {
            out.element("p", "On the hold-out. Ranges are intervals of 95\u00A0% confidence.", "class", "note");
        }
    }

    private static void facts(Markup out, Summary summary) {
        out.open("dl", "class", "facts");
        fact(out, "Environment", summary.environment());
        fact(out, "Training rows", Figures.count(summary.trainingRows()));
        fact(out, "Hold-out rows", Figures.count(summary.holdOutRows()));
        fact(out, "Columns", Figures.count(summary.columns()));
        fact(out, "Trained", MINUTE.format(summary.createdAt()));
        fact(out, "Took", Figures.duration(summary.duration()));
        out.close();
    }

    private static void fact(Markup out, String name, String value) {
        out.open("div").element("dt", name).open("dd").name(value).close().close();
    }
}
