package dev.tryops.training.report;

import dev.tryops.model.Histogram;
import dev.tryops.training.report.Calibration.Bin;
import dev.tryops.training.report.Curves.Point;
import dev.tryops.training.report.ScoreHistograms.OfClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether probabilities mean what they say, and how they are spread. */
final class ProbabilitiesSection {

    private static final int COUNTS_TOP = 262;
    private static final int MOST_CLASSES = 6;
    private static final int FOOT = 30;
    private static final int LOWEST = 105;
    private static final double BAR = 0.012;

    private ProbabilitiesSection() {}

    static void write(Markup out, @Nullable Calibration calibration, @Nullable ScoreHistograms scores) {
        out.open("div", "class", "pair");
        if (calibration != null) {
            calibration(out, calibration.bins());
        }
        if (scores != null) {
            scores(out, scores);
        }
        out.close();
    }

    private static void calibration(Markup out, List<Bin> bins) {
        out.open("figure").open("figcaption").element("h3", "Calibration");
        Legend.entry(out, "first", "observed share, with its 95\u00A0% interval");
        Legend.entry(out, "guess", "perfectly calibrated");
        out.close();
        Plot.open(out, "Observed share of positive rows by predicted probability");
        Plot plot = new Plot(
                out, Axis.ofRates(), Axis.ofRates(), new Plot.Band(Plot.Band.WHOLE.left(), 10, COUNTS_TOP - 18));
        plot.xTicks(false).yTicks().frame().yTitle("Observed share");
        plot.between("guess", new Point(0, 0), new Point(1, 1));
        bins.stream().filter(bin -> bin.interval() != null).forEach(bin -> whisker(plot, bin));
        List<Point> points = bins.stream()
                .map(bin -> new Point(bin.predicted(), bin.observed()))
                .toList();
        plot.line("first", points, "Observed share by predicted probability");
        bins.forEach(bin -> plot.dot("first", new Point(bin.predicted(), bin.observed()), sentence(bin)));
        counts(out, bins);
        out.close().close();
    }

    private static void whisker(Plot plot, Bin bin) {
        Interval interval = bin.interval();
        if (interval != null) {
            plot.between(
                    "whisker",
                    new Point(bin.predicted(), Math.clamp(interval.low(), 0, 1)),
                    new Point(bin.predicted(), Math.clamp(interval.high(), 0, 1)));
        }
    }

    private static void counts(Markup out, List<Bin> bins) {
        long most = bins.stream().mapToLong(Bin::rows).max().orElse(0);
        Plot plot = new Plot(
                out,
                Axis.ofRates(),
                Axis.covering(0, most, 2),
                new Plot.Band(Plot.Band.WHOLE.left(), COUNTS_TOP, Plot.Band.WHOLE.bottom()));
        plot.xTicks(true).yTicks().frame().xTitle("Predicted probability").yTitle("Rows");
        bins.forEach(bin -> plot.bar(
                "bar first", new Interval(bin.predicted() - BAR, bin.predicted() + BAR), bin.rows(), sentence(bin)));
    }

    private static String sentence(Bin bin) {
        return "%s\npredicted %s\nobserved %s"
                .formatted(
                        Figures.count(bin.rows(), "row", "rows"),
                        Plot.rate(bin.predicted()),
                        Plot.rate(bin.observed()));
    }

    private static void scores(Markup out, ScoreHistograms scores) {
        Capped<OfClass> capped = Capped.of(scores.classes(), MOST_CLASSES);
        int each = Math.max(LOWEST, (Plot.HEIGHT - FOOT) / capped.shown().size());
        out.open("figure").open("figcaption").element("h3", "Scores by class");
        Legend.entry(out, "threshold", "threshold, " + Plot.rate(scores.threshold()));
        Legend.entry(out, "block second", "below it");
        Legend.entry(out, "block first", "from it on");
        out.close();
        Plot.open(
                out,
                "Share of each class's rows by predicted probability",
                capped.shown().size() * each + FOOT);
        for (int i = 0; i < capped.shown().size(); i++) {
            boolean last = i == capped.shown().size() - 1;
            Plot.Band band = new Plot.Band(Plot.Band.WHOLE.left(), i * each + 24, (i + 1) * each - 16);
            ofClass(out, capped.shown().get(i), scores.threshold(), band, last);
        }
        out.close();
        capped.note(out, "class", "classes");
        out.close();
    }

    private static void ofClass(Markup out, OfClass klass, double threshold, Plot.Band band, boolean last) {
        Histogram histogram = klass.histogram();
        long rows = histogram.counts().stream().mapToLong(Long::longValue).sum();
        long most = histogram.counts().stream().mapToLong(Long::longValue).max().orElse(0);
        Axis shares = Axis.covering(0, rows == 0 ? 1 : 100.0 * most / rows, 3);
        Plot plot = new Plot(out, Axis.ofRates(), shares, band);
        plot.xTicks(last).yTicks().frame().yTitle("% of rows");
        plot.text(
                "series",
                band.left(),
                band.top() - 8,
                "%s, %s"
                        .formatted(
                                Visible.shortened(Visible.line(klass.label()), 32),
                                Figures.count(rows, "row", "rows")));
        for (int i = 0; i < histogram.counts().size(); i++) {
            bar(plot, histogram, i, rows, threshold);
        }
        plot.upright("threshold", threshold);
        if (last) {
            plot.xTitle("Predicted probability");
        }
    }

    /** Bins on the two sides of the threshold differ in colour as they differ in their answer. */
    private static void bar(Plot plot, Histogram histogram, int bin, long rows, double threshold) {
        double low = histogram.binEdges().get(bin);
        double high = histogram.binEdges().get(bin + 1);
        long count = histogram.counts().get(bin);
        if (count == 0) {
            return;
        }
        plot.bar(
                low >= threshold - 1e-9 ? "bar first" : "bar second",
                new Interval(low, high),
                100.0 * count / rows,
                "%s … %s\n%s, %s"
                        .formatted(
                                Figures.value(low),
                                Figures.value(high),
                                Figures.count(count, "row", "rows"),
                                Figures.percent(count, rows)));
    }
}
