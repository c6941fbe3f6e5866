package dev.tryops.training.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One HTML file that needs nothing but a browser: no script, no request, no font of its own. It is written so that an XML
 * parser reads it too. Long lists are cut, and say by how much, which keeps 2,000 features below one megabyte.
 */
public final class HtmlReport {

    private final TrainingReport report;
    private final StyleSheet style = StyleSheet.read();
    private final List<Section> sections;

    private HtmlReport(TrainingReport report) {
        this.report = report;
        sections = List.of(
                Section.of("gate", "Promotion gate", nullIfEmpty(report.gate()), GateSection::write),
                Section.of("comparison", "Against the serving model", report.comparison(), ComparisonSection::write),
                Section.of("curves", "ROC and precision-recall", report.curves(), CurvesSection::write),
                probabilities(report),
                Section.of("confusion", "Confusion matrix", report.confusion(), ConfusionSection::write),
                Section.of("segments", "Segments", report.segments(), SegmentsSection::write),
                Section.of("coefficients", "Coefficients", report.coefficients(), CoefficientsSection::write),
                Section.of("data", "Data", report.data(), DataSection::write),
                Section.of("lineage", "Lineage", report.lineage(), LineageSection::write));
    }

    /** The page in UTF-8; equal reports give equal bytes. */
    public static byte[] of(TrainingReport report) {
        return new HtmlReport(report).page().getBytes(StandardCharsets.UTF_8);
    }

    private String page() {
        Markup out = new Markup();
        out.open("html", "lang", "en");
        head(out);
        out.open("body");
        contents(out);
        out.open("main");
        SummarySection.write(out, report.summary());
        sections.forEach(section -> section.write(out));
        absent(out);
        return out.close().close().close().page();
    }

    private void head(Markup out) {
        out.open("head").empty("meta", "charset", "utf-8");
        out.empty("meta", "http-equiv", "Content-Security-Policy", "content", style.contentSecurityPolicy());
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.empty("meta", "name", "color-scheme", "content", "light dark");
        String version = Visible.line(report.summary().modelVersion());
        out.element("title", Visible.shortened(version, 60) + " – training report");
        out.style(style.css()).close();
    }

    private void contents(Markup out) {
        out.open("nav", "aria-label", "Contents").open("ul");
        link(out, "summary", "Summary");
        sections.stream().filter(Section::present).forEach(section -> link(out, section.id(), section.title()));
        out.close().close();
    }

    private static void link(Markup out, String id, String title) {
        out.open("li").element("a", title, "href", "#" + id).close();
    }

    private void absent(Markup out) {
        String titles = sections.stream()
                .filter(section -> !section.present())
                .map(Section::title)
                .collect(Collectors.joining(", "));
        if (!titles.isEmpty()) {
            out.element("footer", "Left out, since this run has no data for it: " + titles + ".");
        }
    }

    private static Section probabilities(TrainingReport report) {
        boolean present = report.calibration() != null || report.scores() != null;
        return new Section(
                "probabilities",
                "Calibration and scores",
                present ? out -> ProbabilitiesSection.write(out, report.calibration(), report.scores()) : null);
    }

    private static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
