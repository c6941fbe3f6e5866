package dev.tryops.infra.policy;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns with {@code *} for any characters and {@code ?} for one. */
final class Wildcard {

    private Wildcard() {}

    /** Whether a pattern stands for the text; a text may be a pattern itself, and then for all that it stands for. */
    static boolean covers(String pattern, String text) {
        String regex = pattern.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> "[^*]";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining());
        return Pattern.matches(regex, text);
    }
}
