package dev.tryops.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One thing that is wrong with the bytes of a text. */
final class ByteMutation {

    private static final List<String> TAILS =
            List.of("x", "}", "]", ",", "{}", "null", "\0", " \0", "\n{}", "//", "\u00ff", "\u00a0", "1", "\"");
    private static final List<String> HEADS = List.of(
            "\u00ef\u00bb\u00bf",
            "\u00fe\u00ff",
            "\u00ff\u00fe",
            "\0",
            "\0\0\0",
            "x",
            ",",
            "[",
            ")]}',\n",
            "\u00c0\u00a0",
            "1 ");
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_32LE,
            StandardCharsets.UTF_32BE,
            StandardCharsets.ISO_8859_1);

    private ByteMutation() {}

    static byte[] of(Choices choices, byte[] bytes) {
        int at = choices.below(bytes.length);
        return switch (choices.below(8)) {
            case 0 -> changed(bytes, at, bytes[at] ^ (1 << choices.below(8)));
            case 1 -> changed(bytes, at, choices.below(256));
            case 2 -> spliced(bytes, at, new byte[] {(byte) choices.below(256)}, at);
            case 3 -> spliced(bytes, at, new byte[0], Math.min(bytes.length, at + 1 + choices.below(4)));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> spliced(bytes, bytes.length, latin1(choices.of(TAILS)), bytes.length);
            case 6 -> spliced(bytes, 0, latin1(choices.of(HEADS)), 0);
            default -> new String(bytes, StandardCharsets.UTF_8).getBytes(choices.of(CHARSETS));
        };
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] spliced(byte[] bytes, int begin, byte[] between, int end) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, begin);
        spliced.writeBytes(between);
        spliced.write(bytes, end, bytes.length - end);
        return spliced.toByteArray();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
