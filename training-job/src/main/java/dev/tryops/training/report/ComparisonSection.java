package dev.tryops.training.report;

import dev.tryops.training.report.Comparison.Difference;
import java.util.List;

/** The candidate against the model that it would replace. */
final class ComparisonSection {

    private static final int MOST = 40;

    private ComparisonSection() {}

    static void write(Markup out, Comparison comparison) {
        out.open("p", "class", "lead").text("Candidate − ").name(comparison.servingVersion());
        out.text(", on the same rows. A difference counts as clear if its 95\u00A0% interval leaves out zero.")
                .close();
        Capped<Difference> capped = Capped.of(comparison.differences(), MOST);
        List<Track.Mark> marks =
                capped.shown().stream().map(ComparisonSection::mark).toList();
        Track track = Track.of(marks, 0);
        Table.open(
                out,
                "tracks",
                "Comparison",
                "Measure",
                "",
                "",
                "#Difference",
                "#95 % interval",
                "#Candidate",
                "#Serving");
        capped.shown().forEach(difference -> row(out, track, difference));
        out.open("tr", "class", "foot").element("td", "").open("td", "class", "t");
        track.foot(out);
        out.close().element("td", "", "colspan", "5").close();
        Table.close(out);
        capped.note(out, "measure", "measures");
    }

    private static void row(Markup out, Track track, Difference difference) {
        Finding finding = finding(difference);
        out.open("tr").open("th", "scope", "row").name(difference.measure());
        out.element("small", difference.higherIsBetter() ? "higher is better" : "lower is better")
                .close();
        out.open("td", "class", "t");
        track.row(
                out,
                mark(difference),
                finding.kind,
                Visible.shortened(Visible.line(difference.measure()), 60) + "\n" + Figures.signed(difference.value()));
        out.close();
        out.open("td").element("span", finding.words, "class", finding.tag).close();
        Table.number(out, Figures.signed(difference.value()));
        Table.number(out, Figures.signedInterval(difference.interval()));
        Table.number(out, Figures.measure(difference.candidate()));
        Table.number(out, Figures.measure(difference.serving()));
        out.close();
    }

    private static Track.Mark mark(Difference difference) {
        return new Track.Mark(difference.value(), difference.interval());
    }

    /** What a difference says, in words, and how it is drawn. */
    private record Finding(String words, String tag, String kind) {}

    private static Finding finding(Difference difference) {
        Interval interval = difference.interval();
        if (interval == null) {
            return new Finding("", "", "first");
        }
        if (interval.contains(0)) {
            return new Finding("● no clear difference", "tag", "first hollow");
        }
        return difference.value() > 0 == difference.higherIsBetter()
                ? new Finding("▲ better", "tag good", "first")
                : new Finding("▼ worse", "tag bad", "second");
    }
}
