package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients get who ask too often, and who counts as one client. */
class RateLimitApiTest {

    private static final String THREE_AN_HOUR = "--tryops.rate-limit.rate=3/h";

    @TempDir
    Path directory;

    @Test
    void nobodyIsLimitedUnlessALimitIsSet() {
        try (RunningApi api = new RunningApi(directory)) {
            for (int i = 0; i < 50; i++) {
                Answer answer = api.get("/");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("RateLimit") + answer.header("RateLimit-Policy"))
                        .isEmpty();
            }
        }
    }

    @Test
    void whoeverAsksTooOftenIsToldWhenToComeBack() {
        try (RunningApi api = new RunningApi(directory, THREE_AN_HOUR)) {
            for (int left = 2; left >= 0; left--) {
                Answer answer = api.post("/v1/predict", "{}");
                assertThat(answer.status()).isEqualTo(503); // no model; but let through
                assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"default\";q=3;w=3600");
                assertThat(answer.header("RateLimit")).matches("\"default\";r=" + left + ";t=\\d+");
            }

            Answer refused = api.post("/v1/predict", "{}");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1100, 1200);
            assertThat(refused.header("RateLimit")).matches("\"default\";r=0;t=3[56]\\d\\d");
            assertThat(refused.json().required("request_id").asString()).isEqualTo(refused.header("X-Request-ID"));
            assertThat(api.get("/no/such/" + "x".repeat(40)).status()).isEqualTo(429);
            for (int i = 0; i < 10; i++) {
                Answer health = api.get("/health");
                assertThat(health.status()).isEqualTo(200);
                assertThat(health.header("RateLimit")).isEmpty();
            }
            assertThat(api.manage("/actuator/prometheus").text().lines())
                    .contains(
                            "rate_limit_exceeded_total{endpoint=\"/v1/predict\"} 1.0",
                            "rate_limit_exceeded_total{endpoint=\"none\"} 1.0");
        }
    }

    @Test
    void whatIsAllowedComesBackAndMaySaveUpToTheBurst() {
        try (RunningApi api =
                new RunningApi(directory, "--tryops.rate-limit.rate=4/s", "--tryops.rate-limit.burst=8")) {
            int allowed = 0;
            while (api.get("/").status() == 200) {
                allowed++;
            }
            assertThat(allowed).isGreaterThanOrEqualTo(8);
            assertThat(api.get("/").header("RateLimit-Policy")).isEqualTo("\"default\";q=8;w=2");
            await().atMost(Duration.ofSeconds(5)).until(() -> api.get("/").status() == 200);
        }
    }

    @Test
    void noneTooManyGetThroughTogether() throws Exception {
        try (RunningApi api = new RunningApi(directory, "--tryops.rate-limit.rate=20/h");
                ExecutorService together = Executors.newFixedThreadPool(16)) {
            Callable<Integer> ask = () -> api.get("/").status();
            int allowed = 0;
            for (Future<Integer> status : together.invokeAll(java.util.Collections.nCopies(100, ask))) {
                allowed += status.get() == 200 ? 1 : 0;
            }
            assertThat(allowed).isEqualTo(20);
        }
    }

    @Test
    void clientsAreToldApartByTheirCredentialsAndGuessersByTheirAddress() {
        String keys = "ann:sha256:" + ApiKeyTest.sha256("ann") + "\nbob:sha256:" + ApiKeyTest.sha256("bob");
        try (RunningApi api = new RunningApi(directory, THREE_AN_HOUR, "--tryops.authentication.api-keys=" + keys)) {
            for (int i = 0; i < 3; i++) {
                assertThat(as(api, "ann").status()).isEqualTo(200);
                assertThat(as(api, "eve").status()).isEqualTo(401);
            }
            assertThat(as(api, "ann").status()).isEqualTo(429);
            assertThat(as(api, "eve").status()).isEqualTo(429);
            assertThat(api.get("/").status()).isEqualTo(429);
            assertThat(as(api, "bob").status()).isEqualTo(200);
        }
    }

    @Test
    void aForwardedAddressFromAnyoneChangesNothing() {
        for (String platform : List.of("none", "kubernetes")) {
            try (RunningApi api = new RunningApi(
                    directory,
                    THREE_AN_HOUR,
                    "--spring.main.cloud-platform=" + platform,
                    "--tryops.proxies.trusted=10.0.0.0/8, 192.0.2.1")) {
                for (int i = 0; i < 3; i++) {
                    assertThat(from(api, "198.51.100." + i).status()).isEqualTo(200);
                }
                assertThat(from(api, "198.51.100.9").status()).isEqualTo(429);
                assertThat(api.send(api.request("/").header("Forwarded", "for=198.51.100.10"))
                                .status())
                        .isEqualTo(429);
            }
        }
    }

    @Test
    void aTrustedProxyTellsItsClientsApartAndACannotBeMadeToLie() {
        try (RunningApi api =
                new RunningApi(directory, THREE_AN_HOUR, "--tryops.proxies.trusted=127.0.0.0/8, 10.1.0.0/16")) {
            for (int i = 0; i < 3; i++) {
                // What the client wrote itself stands to the left of what the proxies saw.
                assertThat(from(api, "203.0.113." + i + ", 198.51.100.1, 10.1.2.3")
                                .status())
                        .isEqualTo(200);
                assertThat(from(api, "2001:db8:1:2::" + i).status()).isEqualTo(200);
            }
            assertThat(from(api, "198.51.100.1").status()).isEqualTo(429);
            assertThat(from(api, "2001:db8:1:2:ffff::").status()).isEqualTo(429);
            assertThat(from(api, "2001:db8:1:3::").status()).isEqualTo(200);
            assertThat(from(api, "198.51.100.2").status()).isEqualTo(200);
            assertThat(from(api, "not an address").status()).isEqualTo(200);
        }
    }

    @Test
    void aSettingThatMakesNoSenseEndsTheStartWithItsName() {
        assertRefused("RATE_LIMIT", "--tryops.rate-limit.rate=100");
        assertRefused("TRUSTED_PROXIES", "--tryops.proxies.trusted=10.0.0.0/33");
    }

    private void assertRefused(String message, String... settings) {
        assertThatThrownBy(() -> new RunningApi(directory, settings))
                .rootCause()
                .hasMessageContaining(message);
    }

    private static Answer as(RunningApi api, String key) {
        return api.send(api.request("/").header("X-API-Key", key));
    }

    private static Answer from(RunningApi api, String address) {
        return api.send(api.request("/").header("X-Forwarded-For", address));
    }
}
