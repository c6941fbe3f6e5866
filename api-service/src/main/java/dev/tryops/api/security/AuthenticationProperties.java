package dev.tryops.api.security;

import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose credentials count. All blank: everybody may ask.
 *
 * @param issuerUri who issues tokens, exactly as their {@code iss} says; its keys are found by OpenID discovery
 * @param jwkSetUri where the issuer's keys are, if not to be found by discovery
 * @param audience what a token's {@code aud} has to contain; required with an issuer
 * @param requiredScope a scope that every token needs; may be blank
 * @param apiKeys lines of {@link ApiKeys}
 * @param apiKeysFile a file of such lines, which may change while the service runs
 */
@ConfigurationProperties(prefix = "tryops.authentication", ignoreUnknownFields = false)
public record AuthenticationProperties(
        String issuerUri, String jwkSetUri, String audience, String requiredScope, String apiKeys, String apiKeysFile) {

    public AuthenticationProperties {
        if (issuerUri.isBlank()) {
            refuseAlone("AUTH_JWK_SET_URI", jwkSetUri);
            refuseAlone("AUTH_AUDIENCE", audience);
            refuseAlone("AUTH_REQUIRED_SCOPE", requiredScope);
        } else {
            requireHttp("AUTH_ISSUER_URI", issuerUri);
            if (audience.isBlank()) {
                throw new IllegalArgumentException(
                        "AUTH_ISSUER_URI needs AUTH_AUDIENCE: without it, tokens that the issuer made for others"
                                + " would be accepted");
            }
        }
        if (!jwkSetUri.isBlank()) {
            requireHttp("AUTH_JWK_SET_URI", jwkSetUri);
        }
        if (!apiKeys.isBlank() && !apiKeysFile.isBlank()) {
            throw new IllegalArgumentException("Set API_KEYS or API_KEYS_FILE, not both");
        }
    }

    /** Whether anybody's credentials count, so that everybody needs some. */
    public boolean required() {
        return tokens() || keys();
    }

    boolean tokens() {
        return !issuerUri.isBlank();
    }

    boolean keys() {
        return !apiKeys.isBlank() || !apiKeysFile.isBlank();
    }

    private static void refuseAlone(String name, String value) {
        if (!value.isBlank()) {
            throw new IllegalArgumentException(name + " needs AUTH_ISSUER_URI: who issues the tokens?");
        }
    }

    private static void requireHttp(String name, String value) {
        try {
            URI uri = new URI(value);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException(name + " is an https:// address, not '" + value + "'");
    }
}
