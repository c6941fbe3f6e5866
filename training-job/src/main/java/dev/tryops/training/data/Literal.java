package dev.tryops.training.data;

import java.util.Locale;
import java.util.Set;

/** What a field looks like when nothing is known of its column. */
enum Literal {
    MISSING,
    INTEGER,
    DECIMAL,
    TRUTH,
    NOT_FINITE,
    TEXT;

    private static final Set<String> MARKERS = Set.of("na", "n/a", "null", "none", "nil", "-", "?");
    private static final Set<String> INFINITE = Set.of("nan", "inf", "infinity");
    private static final int LONGEST_WORD = 10;

    /** The kind of {@code text}, which has no blanks around it. */
    static Literal of(String text) {
        if (isMissing(text)) {
            return MISSING;
        }
        if (Numbers.looksLikeOne(text)) {
            return Numbers.isLong(text) ? INTEGER : DECIMAL;
        }
        if (isTruth(text)) {
            return TRUTH;
        }
        return isNotFinite(text) ? NOT_FINITE : TEXT;
    }

    static boolean isMissing(String text) {
        return text.isEmpty()
                || (text.length() <= 4 && !isDigit(text.charAt(0)) && MARKERS.contains(text.toLowerCase(Locale.ROOT)));
    }

    /** With one begins nearly every field there is, and none of the markers. */
    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isTruth(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    static boolean isNotFinite(String text) {
        return text.length() <= LONGEST_WORD
                && INFINITE.contains(text.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", ""));
    }
}
