package dev.tryops.api.security;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose pages may call from a browser.
 *
 * @param allowed origins, such as {@code https://console.example}; empty for none but our own
 */
@ConfigurationProperties(prefix = "tryops.origins", ignoreUnknownFields = false)
record OriginsProperties(List<String> allowed) {

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/*?#@\\s]+");

    OriginsProperties {
        allowed = allowed.stream()
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
        for (String origin : allowed) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "CORS_ALLOWED_ORIGINS is a list of origins such as https://console.example, without a path or"
                                + " a wildcard, and '" + origin + "' is none");
            }
        }
    }
}
