package dev.tryops.training.report;

import java.util.Comparator;
import java.util.List;

/** What each feature adds to the log-odds: the largest as a forest plot, the others as a table. */
final class CoefficientsSection {

    private static final int PLOTTED = 30;
    private static final int LISTED = 500;

    private CoefficientsSection() {}

    static void write(Markup out, Coefficients coefficients) {
        List<Coefficient> sorted = coefficients.all().stream()
                .sorted(Comparator.comparingDouble((Coefficient c) -> -Math.abs(c.estimate())))
                .toList();
        out.element(
                "p",
                "What a feature adds to the log-odds, largest first, with its 95\u00A0% interval where one is known. Hollow: the interval contains zero, so that even the direction is open.",
                "class",
                "lead");
        if (!coefficients.note().isEmpty()) {
            out.open("p", "class", "lead").sentence(coefficients.note()).close();
        }
        forest(out, Capped.of(sorted, PLOTTED).shown());
        if (sorted.size() > PLOTTED) {
            rest(out, sorted.subList(PLOTTED, sorted.size()));
        }
    }

    private static void forest(Markup out, List<Coefficient> shown) {
        Track track = Track.of(shown.stream().map(CoefficientsSection::mark).toList(), 0);
        Table.open(out, "tracks", "Coefficients", "Feature", "", "#Estimate", "#95 % interval");
        for (Coefficient coefficient : shown) {
            out.open("tr");
            Table.head(out, coefficient.feature());
            out.open("td", "class", "t");
            track.row(out, mark(coefficient), kind(coefficient), sentence(coefficient));
            out.close();
            figures(out, coefficient);
            out.close();
        }
        out.open("tr", "class", "foot").element("td", "").open("td", "class", "t");
        track.foot(out);
        out.close().element("td", "", "colspan", "2").close();
        Table.close(out);
    }

    private static void rest(Markup out, List<Coefficient> rest) {
        Capped<Coefficient> capped = Capped.of(rest, LISTED);
        out.open("details")
                .element("summary", Figures.count(rest.size(), "smaller coefficient", "smaller coefficients"));
        Table.open(out, "narrow", "Smaller coefficients", "Feature", "#Estimate", "#95 % interval");
        for (Coefficient coefficient : capped.shown()) {
            out.open("tr");
            Table.head(out, coefficient.feature());
            figures(out, coefficient);
            out.close();
        }
        Table.close(out);
        capped.note(out, "coefficient", "coefficients");
        out.close();
    }

    private static void figures(Markup out, Coefficient coefficient) {
        Table.number(out, Figures.signed(coefficient.estimate()));
        Table.number(out, Figures.signedInterval(coefficient.interval()));
    }

    private static Track.Mark mark(Coefficient coefficient) {
        return new Track.Mark(coefficient.estimate(), coefficient.interval());
    }

    private static String kind(Coefficient coefficient) {
        String sign = coefficient.estimate() < 0 ? "second" : "first";
        return coefficient.interval() != null && coefficient.interval().contains(0) ? sign + " hollow" : sign;
    }

    private static String sentence(Coefficient coefficient) {
        return Visible.shortened(Visible.line(coefficient.feature()), 60) + "\n"
                + Figures.signed(coefficient.estimate());
    }
}
