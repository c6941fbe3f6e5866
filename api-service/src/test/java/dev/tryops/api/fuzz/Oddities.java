package dev.tryops.api.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What parsers have been known to take, or to stumble over. */
final class Oddities {

    /** In place of a value; some are right for some features. */
    static final List<String> VALUES = words("""
            NaN Infinity -Infinity +1 01 -01 00 1. .5 -.5 - --1 1e 1e+ 1.e5 1e5.5 0x1F 1_000 1,5 1f 1d 1L ١ True TRUE nul
            nulll undefined 'x' null true false 0 1 2 0.5 1e400 -1e39 1e9999999999 1e-9999999999 0e-9999999999 0.1e1
            8.00000000000000001 1.00000000000000000000001 0.99999999999999999999 16777216.5 9007199254740993.5
            "" "1" "NaN" [] {} [1] {"a":1,"a":1} [[],{}] "x""y" null,null""");

    /** In place of a name. */
    static final List<String> NAMES = words("""
            "x" "" "features" "instances" "inputs" "data" "\\ud800" "AGE" 1 null""");

    /** Between any two tokens. */
    static final List<String> STRAYS = strays();

    /** In the middle of a text, and not always UTF-8. */
    static final List<byte[]> INSIDE = inside();

    private Oddities() {}

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    private static List<String> strays() {
        List<String> strays = new ArrayList<>(List.of("/*c*/", "//c\n", "#c\n", "null", "1 "));
        ",:{}[]\"\\x;\0\u000b\f\u00a0\ufeff\u0085\u2028".codePoints().forEach(c -> strays.add(Character.toString(c)));
        return List.copyOf(strays);
    }

    private static List<byte[]> inside() {
        List<byte[]> inside = new ArrayList<>();
        for (String escape : words("""
                \\x41 \\u12G4 \\u12 \\U0041 \\' \\0 \\ " \\ud800 \\udc00 \\ud83d\\ude00 \\ude00\\ud83d \\ud83dx\\ude00 \\u0000
                \\u0041 \\uFEFF""")) {
            inside.add(escape.getBytes(StandardCharsets.UTF_8));
        }
        for (String bytes : words("""
                00 0a 09 1f 7f c080 c181 e08080 e08181 e09fbf f0808081 f08282ac f08fbfbf 80 bf fe ff eda080 edb080
                eda0bdedb880 f4908080 f5808080 f888808080 c3 e282 f09f98 e9 c3a9 efbbbf efbfbf f48fbfbf c28041""")) {
            inside.add(HexFormat.of().parseHex(bytes));
        }
        return List.copyOf(inside);
    }
}
