package dev.tryops.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Texts as JSON writes them: the same characters in any of their notations. */
public final class Texts {

    private static final HexFormat LOWER = HexFormat.of();
    private static final HexFormat UPPER = LOWER.withUpperCase();

    private static final List<String> WORDS = List.of(
            "north",
            "",
            "Île-de-France",
            "東京",
            "😀",
            "a\"b\\c/d",
            "tab\tline\nfeed\r\b\f",
            "\u007f\u0080\u07ff\u0800\uffff",
            "\ud800\udc00\udbff\udfff",
            "\ufeffx",
            "e\u0301",
            "\u2028\u2029",
            "\u0001\u001f",
            "{\"a\":[1,2]}",
            "null",
            " ");

    private Texts() {}

    /** The text that a literal says. */
    public static String said(String literal) {
        try {
            return ((Json.Text) StrictJson.parse(literal.getBytes(StandardCharsets.UTF_8))).value();
        } catch (Refused e) {
            throw new IllegalArgumentException(literal, e);
        }
    }

    static String literal(Choices choices) {
        StringBuilder text = new StringBuilder(choices.of(WORDS));
        while (choices.oneIn(4)) {
            text.append(choices.of(WORDS));
        }
        return quoted(choices, text.toString(), choices.below(3) * 8);
    }

    /**
     * A text in quotes.
     *
     * @param escapes of 32 characters that need no escape, how many get one all the same
     */
    static String quoted(Choices choices, String text, int escapes) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            boolean must = c < 0x20 || c == '"' || c == '\\';
            if (!must && (escapes == 0 || choices.below(32) >= escapes)) {
                json.appendCodePoint(c);
            } else {
                Character.toString(c).chars().forEach(half -> json.append(escape(choices, (char) half)));
            }
        });
        return json.append('"').toString();
    }

    private static String escape(Choices choices, char c) {
        int known = "\"\\/\b\f\n\r\t".indexOf(c);
        return known >= 0 && !choices.oneIn(4)
                ? "\\" + "\"\\/bfnrt".charAt(known)
                : "\\u" + (choices.oneIn(2) ? LOWER : UPPER).toHexDigits(c);
    }
}
