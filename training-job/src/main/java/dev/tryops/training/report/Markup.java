package dev.tryops.training.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes markup that is well-formed by construction: it closes what it opened, and escapes all that it is given. */
final class Markup {

    /** Names longer than this are shortened where they are read, and whole where the pointer rests. */
    static final int NAME_LENGTH = 36;

    private static final Set<String> BLOCKS =
            Set.of("tr", "svg", "p", "section", "figure", "table", "dl", "li", "style");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** {@code attributes} are names and values by turns; an attribute whose value is empty is left out. */
    Markup open(String tag, String... attributes) {
        start(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    Markup close() {
        String tag = open.pop();
        out.append("</").append(tag).append('>');
        if (BLOCKS.contains(tag)) {
            out.append('\n');
        }
        return this;
    }

    Markup text(String text) {
        out.append(Visible.escaped(text));
        return this;
    }

    Markup element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** For elements that have no content: HTML's void ones, and any of SVG. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes).append("/>");
        return this;
    }

    /** A name from data: isolated from the direction of the text around it, and shortened if it is long. */
    Markup name(String name) {
        return name(name, NAME_LENGTH);
    }

    Markup name(String name, int length) {
        String line = Visible.line(name);
        String brief = Visible.shortened(line, length);
        String whole = brief.equals(line) ? "" : Visible.shortened(line, Visible.LONGEST_NAME);
        return element("bdi", brief, "title", whole);
    }

    /** A sentence that may quote data, and may therefore be long. */
    Markup sentence(String sentence) {
        return element("span", Visible.shortened(sentence, Visible.LONGEST_SENTENCE));
    }

    /** Shown by browsers where the pointer rests on the enclosing part of a drawing. */
    Markup tooltip(String text) {
        return element("title", text);
    }

    /** A style sheet of ours, as it is. */
    Markup style(String css) {
        if (css.contains("<") || css.contains("&")) {
            throw new IllegalArgumentException("A style sheet with < or & means one thing to HTML and another to XML");
        }
        open("style");
        out.append(css);
        return close();
    }

    /** All that was written; everything is closed. */
    String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("Still open: " + open);
        }
        return "<!DOCTYPE html>\n" + out;
    }

    private StringBuilder start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (!attributes[i + 1].isEmpty()) {
                out.append(' ').append(attributes[i]).append("=\"");
                out.append(Visible.escaped(attributes[i + 1])).append('"');
            }
        }
        return out;
    }
}
