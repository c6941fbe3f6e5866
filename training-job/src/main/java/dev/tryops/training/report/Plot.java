package dev.tryops.training.report;

import dev.tryops.training.report.Curves.Point;
import java.util.List;
import java.util.Locale;

/**
 * A drawing with two axes. It measures 440 × 360 units, small enough for its letters to stay legible at the width of a
 * phone; colours are the style sheet's.
 */
final class Plot {

    static final int WIDTH = 440;
    static final int HEIGHT = 360;

    private static final int RIGHT = WIDTH - 12;

    /** Points nearer than this to the one before add bytes and no shape. */
    private static final double FINEST = 0.75;

    private final Markup out;
    private final Axis x;
    private final Axis y;
    private final Band band;

    /** Of several plots one above the other, the part of the height that one of them takes. */
    record Band(double left, double top, double bottom) {

        static final Band WHOLE = new Band(52, 10, HEIGHT - 46);
    }

    Plot(Markup out, Axis x, Axis y, Band band) {
        this.out = out;
        this.x = x;
        this.y = y;
        this.band = band;
    }

    /** Opens the drawing; the caller closes it. */
    static void open(Markup out, String description) {
        open(out, description, HEIGHT);
    }

    static void open(Markup out, String description, int height) {
        out.open(
                "svg",
                "class",
                "plot",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "role",
                "img",
                "aria-label",
                description);
    }

    double x(double value) {
        return band.left + x.position(value) * (RIGHT - band.left);
    }

    double y(double value) {
        return band.bottom - y.position(value) * (band.bottom - band.top);
    }

    Plot frame() {
        out.empty(
                "rect",
                "class",
                "frame",
                "x",
                Figures.place(band.left),
                "y",
                Figures.place(band.top),
                "width",
                Figures.place(RIGHT - band.left),
                "height",
                Figures.place(band.bottom - band.top));
        return this;
    }

    Plot xTicks(boolean labelled) {
        x.ticks().forEach(tick -> {
            double at = x(tick.doubleValue());
            segment("grid", at, band.top, at, band.bottom);
            if (labelled) {
                text("tick mid", at, band.bottom + 17, x.label(tick));
            }
        });
        return this;
    }

    Plot yTicks() {
        y.ticks().forEach(tick -> {
            double at = y(tick.doubleValue());
            segment("grid", band.left, at, RIGHT, at);
            text("tick end", band.left - 7, at + 4, y.label(tick));
        });
        return this;
    }

    Plot xTitle(String title) {
        return text("axis mid", (band.left + RIGHT) / 2, band.bottom + 38, title);
    }

    Plot yTitle(String title) {
        String middle = Figures.place((band.top + band.bottom) / 2);
        out.element(
                "text",
                title,
                "class",
                "axis mid",
                "x",
                "13",
                "y",
                middle,
                "transform",
                "rotate(-90 13 " + middle + ")");
        return this;
    }

    Plot line(String kind, List<Point> points, String tooltip) {
        StringBuilder path = new StringBuilder();
        double lastX = Double.NEGATIVE_INFINITY;
        double lastY = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
            double px = x(points.get(i).x());
            double py = y(points.get(i).y());
            if (i < points.size() - 1 && Math.hypot(px - lastX, py - lastY) < FINEST) {
                continue;
            }
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(Figures.place(px))
                    .append(' ')
                    .append(Figures.place(py));
            lastX = px;
            lastY = py;
        }
        out.open("path", "class", kind, "d", path.toString()).tooltip(tooltip).close();
        return this;
    }

    Plot dot(String kind, Point at, String tooltip) {
        out.open("circle", "class", kind, "cx", Figures.place(x(at.x())), "cy", Figures.place(y(at.y())), "r", "4.5");
        out.tooltip(tooltip).close();
        return this;
    }

    /** A bar that stands on the lower edge. */
    Plot bar(String kind, Interval across, double height, String tooltip) {
        double left = x(across.low());
        double top = y(height);
        out.open(
                "rect",
                "class",
                kind,
                "x",
                Figures.place(left + 0.5),
                "y",
                Figures.place(top),
                "width",
                Figures.place(Math.max(0.5, x(across.high()) - left - 1)),
                "height",
                Figures.place(band.bottom - top));
        out.tooltip(tooltip).close();
        return this;
    }

    /** A straight line between two places in the axes' units. */
    Plot between(String kind, Point from, Point to) {
        return segment(kind, x(from.x()), y(from.y()), x(to.x()), y(to.y()));
    }

    /** A line over the whole height. */
    Plot upright(String kind, double at) {
        return segment(kind, x(at), band.top, x(at), band.bottom);
    }

    /** {@code place} in units of the drawing. */
    Plot text(String kind, double atX, double atY, String text) {
        out.element("text", text, "class", kind, "x", Figures.place(atX), "y", Figures.place(atY));
        return this;
    }

    static String rate(double rate) {
        return String.format(Locale.ROOT, "%.3f", rate);
    }

    private Plot segment(String kind, double x1, double y1, double x2, double y2) {
        out.empty(
                "path",
                "class",
                kind,
                "d",
                "M" + Figures.place(x1) + " " + Figures.place(y1) + "L" + Figures.place(x2) + " " + Figures.place(y2));
        return this;
    }
}
