package dev.tryops.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JSON text in pieces, so that one of them can be made wrong. */
final class Tokens {

    private static final List<String> SPACES = List.of(" ", "\n", "\r\n", "\t", "   ");

    private Tokens() {}

    /** The tokens of well-formed JSON without white space. */
    static List<byte[]> of(String json) {
        List<byte[]> tokens = new ArrayList<>();
        for (int begin = 0; begin < json.length(); ) {
            int end = end(json, begin);
            tokens.add(json.substring(begin, end).getBytes(StandardCharsets.UTF_8));
            begin = end;
        }
        return tokens;
    }

    private static int end(String json, int begin) {
        int end = begin + 1;
        if (json.charAt(begin) == '"') {
            while (json.charAt(end) != '"') {
                end += json.charAt(end) == '\\' ? 2 : 1;
            }
            return end + 1;
        }
        if (isMark(json.charAt(begin))) {
            return end;
        }
        while (end < json.length() && !isMark(json.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isMark(char c) {
        return "{}[]:,".indexOf(c) >= 0;
    }

    /** The tokens as one text, with white space in one of two texts. */
    static byte[] joined(Choices choices, List<byte[]> tokens) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int spaced = choices.oneIn(2) ? 1 + choices.below(8) : 0;
        for (byte[] token : tokens) {
            space(choices, spaced, text);
            text.writeBytes(token);
        }
        space(choices, spaced, text);
        return text.toByteArray();
    }

    private static void space(Choices choices, int spaced, ByteArrayOutputStream text) {
        if (spaced > 0 && choices.below(8) < spaced) {
            text.writeBytes(choices.of(SPACES).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether it is a mark, such as a brace. */
    static boolean isMark(byte[] token) {
        return token.length == 1 && isMark((char) token[0]);
    }

    static boolean is(byte[] token, char mark) {
        return token.length == 1 && token[0] == mark;
    }

    static boolean isText(byte[] token) {
        return token.length > 0 && token[0] == '"';
    }
}
