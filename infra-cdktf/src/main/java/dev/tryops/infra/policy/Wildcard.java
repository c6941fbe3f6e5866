package dev.tryops.infra.policy;

/** Patterns with {@code *} for any characters and {@code ?} for one. */
final class Wildcard {

    private Wildcard() {}

    /** Whether a pattern stands for the text; a text may be a pattern itself, and then for all that it stands for. */
    static boolean covers(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && coversOne(pattern.charAt(p), text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }

    private static boolean coversOne(char pattern, char text) {
        return pattern == text || (pattern == '?' && text != '*');
    }
}
