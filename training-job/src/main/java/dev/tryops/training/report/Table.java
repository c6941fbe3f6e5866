package dev.tryops.training.report;

/** The outside of a table that scrolls by itself where the screen is narrower. */
final class Table {

    private Table() {}

    /** Opens a table's body; a header that starts with # is that of a column of numbers. */
    static void open(Markup out, String kind, String description, String... headers) {
        out.open("div", "class", "scroll", "role", "region", "aria-label", description, "tabindex", "0");
        out.open("table", "class", kind).open("thead").open("tr");
        for (String header : headers) {
            boolean number = header.startsWith("#");
            out.element("th", number ? header.substring(1) : header, "scope", "col", "class", number ? "n" : "");
        }
        out.close().close().open("tbody");
    }

    static void close(Markup out) {
        out.close().close().close();
    }

    static void number(Markup out, String figure) {
        out.element("td", figure, "class", "n");
    }

    /** The cell that names its row. */
    static void head(Markup out, String name) {
        out.open("th", "scope", "row").name(name).close();
    }
}
