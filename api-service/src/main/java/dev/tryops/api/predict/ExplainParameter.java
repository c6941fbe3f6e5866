package dev.tryops.api.predict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The query parameter {@code explain}, read by us: the container fails on a query that is malformed elsewhere. */
final class ExplainParameter {

    private ExplainParameter() {}

    /** Whether an explanation is asked for; empty if what is given is not one of {@code true} and {@code false}. */
    static Optional<Boolean> in(String query) {
        List<String> given = Arrays.stream(query.split("&"))
                .map(ExplainParameter::decoded)
                .filter(pair -> pair.equals("explain") || pair.startsWith("explain="))
                .distinct()
                .toList();
        if (given.isEmpty()) {
            return Optional.of(false);
        }
        return switch (String.join("&", given)) {
            case "explain=true" -> Optional.of(true);
            case "explain=false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static String decoded(String pair) {
        try {
            return URLDecoder.decode(pair, UTF_8);
        } catch (IllegalArgumentException e) {
            return pair; // not one of ours, or it will be refused as it is
        }
    }
}
