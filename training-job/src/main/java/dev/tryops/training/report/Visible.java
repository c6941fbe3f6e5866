package dev.tryops.training.report;

/**
 * Text from data, so that a reader sees what is there: characters that would be read as markup are escaped, and those
 * that would be invisible, or turn the text around them, are spelled out.
 */
final class Visible {

    /** Of a name, in code points, where it is shown whole. */
    static final int LONGEST_NAME = 400;

    /** Of a sentence. */
    static final int LONGEST_SENTENCE = 1_000;

    private static final int DELETE = 0x7F;
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int SOFT_HYPHEN = 0xAD;

    private Visible() {}

    /** As content or as an attribute's value, in HTML and in XML. Keeps line breaks and tabs. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(escaped, c));
        return escaped.toString();
    }

    /** On one line: line breaks and tabs become pictures of themselves. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(c < ' ' ? CONTROL_PICTURES + c : c));
        return line.toString();
    }

    /** At most {@code length} code points; the middle goes first, since long names often share their beginning. */
    static String shortened(String text, int length) {
        int all = text.codePointCount(0, text.length());
        if (all <= length) {
            return text;
        }
        int tail = length / 3;
        String head = text.substring(0, text.offsetByCodePoints(0, length - tail - 1));
        return head + "…" + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n', '\t', ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER, SOFT_HYPHEN -> out.appendCodePoint(c);
            case '\r' -> out.append('␍');
            case DELETE -> out.append('␡');
            default -> appendOther(out, c);
        }
    }

    private static void appendOther(StringBuilder out, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL -> {
                if (c < ' ') {
                    out.append((char) (CONTROL_PICTURES + c));
                } else {
                    spell(out, c);
                }
            }
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> spell(out, c);
            case Character.SURROGATE -> out.append('\uFFFD');
            default -> out.appendCodePoint((c & 0xFFFE) == 0xFFFE ? 0xFFFD : c); // XML knows no U+xxFFFE and U+xxFFFF
        }
    }

    private static void spell(StringBuilder out, int c) {
        out.append("[U+").append("%04X".formatted(c)).append(']');
    }
}
