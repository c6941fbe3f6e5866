package dev.tryops.training.report;

import dev.tryops.training.report.Segments.Segment;
import java.util.Comparator;
import java.util.List;

/** The measure on parts of the hold-out, the worst first, and those that cannot be judged last. */
final class SegmentsSection {

    private static final int MOST = 60;

    private SegmentsSection() {}

    static void write(Markup out, Segments segments) {
        Comparator<Segment> ascending = Comparator.comparingDouble(Segment::measured);
        List<Segment> worstFirst = segments.parts().stream()
                .sorted(Comparator.comparing((Segment part) -> part.interval() == null)
                        .thenComparing(segments.higherIsBetter() ? ascending : ascending.reversed()))
                .toList();
        long clearly =
                worstFirst.stream().filter(part -> clearlyWorse(segments, part)).count();
        out.open("p", "class", "lead")
                .name(segments.measure())
                .text(" on parts of the hold-out, worst first; the line is the ");
        out.text(Figures.measure(segments.overall()) + " of all rows. ");
        out.text(
                clearly == 0
                        ? "None is clearly worse than the whole."
                        : Figures.count(clearly, "segment is", "segments are")
                                + " clearly worse: the 95\u00A0% interval lies on the wrong side of the line, which that of one in forty does by chance.");
        out.close();
        Capped<Segment> capped = Capped.of(worstFirst, MOST);
        Track track =
                Track.of(capped.shown().stream().map(SegmentsSection::mark).toList(), segments.overall());
        Table.open(
                out,
                "tracks",
                "Segments",
                "Segment",
                "",
                "",
                "#Measure",
                "#95 % interval",
                "#Accuracy",
                "#ROC-AUC",
                "#Rows");
        capped.shown().forEach(part -> row(out, track, segments, part));
        out.open("tr", "class", "foot").element("td", "").open("td", "class", "t");
        track.foot(out);
        out.close().element("td", "", "colspan", "6").close();
        Table.close(out);
        capped.note(out, "segment", "segments");
    }

    private static void row(Markup out, Track track, Segments segments, Segment part) {
        boolean worse = clearlyWorse(segments, part);
        out.open("tr", "class", worse ? "marked" : "").open("th", "scope", "row");
        out.element("small", Visible.shortened(Visible.line(part.column()), Markup.NAME_LENGTH));
        out.name(part.value()).close();
        out.open("td", "class", "t");
        track.row(
                out,
                mark(part),
                worse ? "second" : "first",
                Visible.shortened(Visible.line(part.value()), 60) + "\n" + Figures.measure(part.measured()));
        out.close();
        String flag = part.interval() == null ? "too few rows to judge" : worse ? "▼ clearly worse" : "";
        out.element("td", flag, "class", worse ? "flag" : "");
        Table.number(out, Figures.measure(part.measured()));
        Table.number(out, Figures.interval(part.interval()));
        Table.number(out, Figures.measure(part.accuracy()));
        Table.number(out, part.rocAuc() == null ? "" : Figures.measure(part.rocAuc()));
        Table.number(out, Figures.count(part.rows()));
        out.close();
    }

    private static Track.Mark mark(Segment part) {
        return new Track.Mark(part.measured(), part.interval());
    }

    private static boolean clearlyWorse(Segments segments, Segment part) {
        Interval interval = part.interval();
        if (interval == null) {
            return false;
        }
        return segments.higherIsBetter() ? interval.high() < segments.overall() : interval.low() > segments.overall();
    }
}
