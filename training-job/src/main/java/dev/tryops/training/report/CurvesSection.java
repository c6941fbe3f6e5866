package dev.tryops.training.report;

import dev.tryops.training.report.Curves.Curve;
import dev.tryops.training.report.Curves.Point;
import dev.tryops.training.report.Curves.Ranking;
import java.util.function.Function;

/** ROC and precision-recall curves: the candidate's, and dashed those of the model that serves. */
final class CurvesSection {

    private CurvesSection() {}

    static void write(Markup out, Curves curves) {
        out.element(
                "p",
                "How well the score puts positive rows above negative ones, at every threshold. The dot is the threshold that decides.",
                "class",
                "lead");
        out.open("div", "class", "pair");
        figure(out, curves, roc());
        figure(out, curves, precisionRecall(curves.prevalence()));
        out.close();
    }

    /** What makes one figure differ from the other; {@code from … to} is what guessing would give. */
    private record Kind(
            String title, String x, String y, Function<Ranking, Curve> curve, Point from, Point to, String guessing) {}

    private static Kind roc() {
        return new Kind(
                "ROC",
                "False positive rate",
                "True positive rate",
                Ranking::roc,
                new Point(0, 0),
                new Point(1, 1),
                "guessing, 0.500");
    }

    private static Kind precisionRecall(double prevalence) {
        return new Kind(
                "Precision-recall",
                "Recall",
                "Precision",
                Ranking::precisionRecall,
                new Point(0, prevalence),
                new Point(1, prevalence),
                "guessing, " + Plot.rate(prevalence));
    }

    private static void figure(Markup out, Curves curves, Kind kind) {
        out.open("figure").open("figcaption").element("h3", kind.title);
        legend(out, "first", curves.candidate(), kind);
        if (curves.serving() != null) {
            legend(out, "second", curves.serving(), kind);
        }
        Legend.entry(out, "guess", kind.guessing);
        out.close();
        Plot.open(out, kind.title + " curve");
        Plot plot = new Plot(out, Axis.ofRates(), Axis.ofRates(), Plot.Band.WHOLE);
        plot.xTicks(true).yTicks().frame().xTitle(kind.x).yTitle(kind.y);
        plot.between("guess", kind.from, kind.to);
        if (curves.serving() != null) {
            draw(plot, "second", curves.serving(), kind);
        }
        draw(plot, "first", curves.candidate(), kind);
        out.close().close();
    }

    private static void legend(Markup out, String series, Ranking ranking, Kind kind) {
        Legend.entry(
                out,
                series,
                ranking.model(),
                "area " + Figures.measure(kind.curve.apply(ranking).area()));
    }

    private static void draw(Plot plot, String series, Ranking ranking, Kind kind) {
        Curve curve = kind.curve.apply(ranking);
        String name = Visible.shortened(Visible.line(ranking.model()), 60);
        plot.line(series, curve.points(), name + ", area " + Figures.measure(curve.area()));
        Point operating = curve.operating();
        if (operating != null) {
            plot.dot(
                    series,
                    operating,
                    "%s at its threshold\n%s %s\n%s %s"
                            .formatted(name, kind.x, Plot.rate(operating.x()), kind.y, Plot.rate(operating.y())));
        }
    }
}
