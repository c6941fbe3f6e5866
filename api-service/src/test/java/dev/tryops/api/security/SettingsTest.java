package dev.tryops.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.api.security.RateLimitProperties.Limit;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Settings that would not do what somebody meant by them. */
class SettingsTest {

    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String ISSUER = "https://issuer.example";

    @Test
    void aBadKeyLineIsNamedByItsNumberAlone() {
        String good = "ann:sha256:" + DIGEST;
        for (String bad : List.of(
                DIGEST,
                "ann:" + DIGEST,
                "ann:md5:" + DIGEST,
                "an n:sha256:" + DIGEST,
                good + "0",
                good,
                "bob:sha256:" + DIGEST.toUpperCase(java.util.Locale.ROOT))) {
            assertThatThrownBy(() -> ApiKeys.parse("keys", "# keys\n\n" + good + "\n" + bad + "\n"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Line 4 of keys")
                    .message()
                    .doesNotContainIgnoringCase(DIGEST);
        }
    }

    @Test
    void aNameMayHaveSeveralKeys() {
        String other = "1".repeat(64);

        ApiKeys keys = ApiKeys.parse("keys", "ann:sha256:" + DIGEST + "\r\n  ann:sha256:" + other + "  ");

        assertThat(keys.size()).isEqualTo(2);
        assertThat(keys.owner("test")).contains("ann");
        assertThat(keys.owner("tests")).isEmpty();
    }

    @Test
    void whatWouldNotProtectIsRefused() {
        assertRefused(() -> authentication(ISSUER, "", "", ""), "AUTH_AUDIENCE");
        assertRefused(() -> authentication("", "", "tryops", ""), "AUTH_AUDIENCE needs AUTH_ISSUER_URI");
        assertRefused(() -> authentication("", ISSUER, "", ""), "AUTH_JWK_SET_URI needs AUTH_ISSUER_URI");
        assertRefused(() -> authentication("", "", "", "predict"), "AUTH_REQUIRED_SCOPE needs AUTH_ISSUER_URI");
        for (String uri :
                List.of("issuer.example", "ftp://issuer.example", "https:", "file:///etc/keys", "https://a b")) {
            assertRefused(() -> authentication(uri, "", "tryops", ""), "AUTH_ISSUER_URI is an https:// address");
            assertRefused(() -> authentication(ISSUER, uri, "tryops", ""), "AUTH_JWK_SET_URI is an https:// address");
        }
        assertRefused(() -> new AuthenticationProperties("", "", "", "", "ann:…", "file"), "not both");
    }

    @Test
    void aRateIsANumberInATime() {
        for (String rate : List.of("100", "0/s", "00/s", "5/day", "-1/s", "1e3/s", "100/s/s", "1000000000/s")) {
            assertRefused(() -> new RateLimitProperties(rate, ""), "RATE_LIMIT is a number of requests");
        }
        assertRefused(() -> new RateLimitProperties("1/s", "0"), "RATE_LIMIT_BURST");
        assertRefused(() -> new RateLimitProperties("", "10"), "RATE_LIMIT_BURST needs RATE_LIMIT");
        assertThat(new RateLimitProperties("", "").limit()).isEmpty();
        assertThat(new RateLimitProperties("6000/m", "").limit())
                .contains(new Limit(6_000, Duration.ofMinutes(1), 6_000));
        assertThat(new RateLimitProperties("5/h", "50").limit()).contains(new Limit(5, Duration.ofHours(1), 50));
    }

    @Test
    void aProxyIsAnAddressOrARange() {
        for (String range : List.of("10.0.0.0/33", "anything", "proxy.internal", "10.0.0.0/-1", "::/129", "10\\..*")) {
            assertRefused(
                    () -> new TrustedProxiesProperties(List.of("10.0.0.0/8", range)), "'" + range + "' is neither");
        }
        assertThat(new TrustedProxiesProperties(List.of(" 10.0.0.0/8 ", "", "2001:db8::/32", "192.0.2.1")).trusted())
                .containsExactly("10.0.0.0/8", "2001:db8::/32", "192.0.2.1");
    }

    private static AuthenticationProperties authentication(String issuer, String keys, String audience, String scope) {
        return new AuthenticationProperties(issuer, keys, audience, scope, "", "");
    }

    private static void assertRefused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
