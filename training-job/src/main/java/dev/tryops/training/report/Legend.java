package dev.tryops.training.report;

/** What the lines of a figure stand for, as text beside a piece of each line. */
final class Legend {

    private Legend() {}

    static void entry(Markup out, String series, String name, String detail) {
        swatch(out, series);
        out.name(name).text(", " + detail).close();
    }

    static void entry(Markup out, String series, String text) {
        swatch(out, series);
        out.text(text).close();
    }

    private static void swatch(Markup out, String series) {
        out.open("span", "class", "legend");
        out.open("svg", "class", "swatch", "viewBox", "0 0 28 10", "aria-hidden", "true");
        out.empty("path", "class", series, "d", "M1 5H27").close();
    }
}
