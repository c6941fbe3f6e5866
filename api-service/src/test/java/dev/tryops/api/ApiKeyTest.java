package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Which keys count, where they are asked for, and where not. */
@ExtendWith(OutputCaptureExtension.class)
class ApiKeyTest {

    private static final String KEY = "5f0c7a2e9b1d4f6380a1c2e3d4f5b6978899aabbccddeeff0011223344556677";
    private static final String OTHER = "1111111111111111111111111111111111111111111111111111111111111111";

    @TempDir
    Path directory;

    @Test
    void everyRouteButTheProbesWantsAKey() {
        try (RunningApi api = new RunningApi(directory, keys("ci:sha256:" + sha256(KEY)))) {
            for (String path : List.of("/", "/v1/model/info", "/metrics", "/no/such/route", "/error", "/health/")) {
                assertThat(api.get(path).status()).as(path).isEqualTo(401);
            }
            for (String path : List.of("/health;a=b", "/v1/../health", "/%68ealth", "//health")) {
                assertThat(api.get(path).status()).as(path).isIn(400, 401);
            }
            assertThat(api.post("/v1/predict", "{}").status()).isEqualTo(401);
            assertThat(api.get("/health").status()).isEqualTo(200);
            assertThat(api.get("/ready").status()).isEqualTo(503);
            assertThat(api.send(api.request("/health").header("Authorization", "Bearer wrong"))
                            .status())
                    .isEqualTo(200);

            assertThat(bearer(api, KEY).status()).isEqualTo(200);
            assertThat(header(api, KEY).status()).isEqualTo(200);
            assertThat(api.send(api.request("/metrics").header("X-API-Key", KEY))
                            .text())
                    .contains("jvm_memory_used_bytes");
            assertThat(api.send(api.request("/no/such/route").header("X-API-Key", KEY))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aWrongKeyIsRefusedWithAProblem() {
        try (RunningApi api = new RunningApi(directory, keys("ci:sha256:" + sha256(KEY)))) {
            for (String wrong : List.of(OTHER, sha256(KEY), KEY.substring(1), KEY.toUpperCase(), "", " ")) {
                Answer answer = header(api, wrong);

                assertThat(answer.status()).as(wrong).isEqualTo(401);
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                assertThat(answer.json().required("request_id").asString()).isEqualTo(answer.header("X-Request-ID"));
                assertThat(answer.header("Set-Cookie")).isEmpty();
            }
        }
    }

    /** The JDK's client never sends a POST twice: it fails if a kept connection was closed behind its back. */
    @Test
    void aPostThatIsRefusedUnreadKeepsItsConnection() {
        try (RunningApi api = new RunningApi(directory, keys("ci:sha256:" + sha256(KEY)))) {
            for (int i = 0; i < 5; i++) {
                assertThat(api.post("/v1/predict", "{\"features\":{}}").status())
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void aFileOfKeysMayBeReplacedWhileTheServiceRuns() throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "# people\n\nann:sha256:" + sha256(KEY) + "\n");
        try (RunningApi api = new RunningApi(directory, "--tryops.authentication.api-keys-file=" + file)) {
            assertThat(bearer(api, KEY).status()).isEqualTo(200);
            assertThat(bearer(api, OTHER).status()).isEqualTo(401);

            replace(file, "ann:sha256:" + sha256(OTHER));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> bearer(api, OTHER).status() == 200);
            assertThat(bearer(api, KEY).status()).isEqualTo(401);

            Files.delete(file);
            await().during(Duration.ofMillis(2500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> bearer(api, OTHER).status() == 200);

            replace(file, "# nobody");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> bearer(api, OTHER).status() == 401);
        }
    }

    @Test
    void aBadFileLeavesTheLastGoodKeysInForceAndTellsTheLine(CapturedOutput output) throws IOException {
        Path file = Files.writeString(directory.resolve("keys"), "ann:sha256:" + sha256(KEY));
        try (RunningApi api = new RunningApi(directory, "--tryops.authentication.api-keys-file=" + file)) {
            replace(file, "ann:sha256:" + sha256(OTHER) + "\nbob:" + OTHER);

            await().atMost(Duration.ofSeconds(10)).until(() -> {
                assertThat(bearer(api, KEY).status()).isEqualTo(200);
                return output.getAll().contains("Line 2 of API_KEYS_FILE");
            });
            assertThat(bearer(api, OTHER).status()).isEqualTo(401);
            assertThat(output.getAll()).doesNotContain(OTHER);
        }
    }

    @Test
    void aBadLineEndsTheStartWithItsNumberAndNeverItsContent(CapturedOutput output) {
        assertRefused("Line 2 of API_KEYS is not", keys("ann:sha256:" + sha256(KEY) + "\nbob:" + OTHER));
        assertRefused("absent", "--tryops.authentication.api-keys-file=absent");
        assertRefused("AUTH_AUDIENCE", "--tryops.authentication.issuer-uri=https://issuer.example");
        assertThat(output.getAll()).doesNotContain(OTHER);
    }

    @Test
    void theManagementPortServesProbesAndPrometheusAndNothingElse() {
        for (String[] settings : List.of(new String[0], new String[] {keys("ci:sha256:" + sha256(KEY))})) {
            try (RunningApi api = new RunningApi(directory, settings)) {
                for (String path : List.of("health/liveness", "prometheus")) {
                    assertThat(api.manage("/actuator/" + path).status())
                            .as(path)
                            .isEqualTo(200);
                }
                for (String path : List.of(
                        "env",
                        "beans",
                        "heapdump",
                        "shutdown",
                        "loggers",
                        "configprops",
                        "threaddump",
                        "mappings",
                        "conditions",
                        "metrics",
                        "info",
                        "caches",
                        "scheduledtasks",
                        "startup",
                        "httpexchanges")) {
                    assertThat(api.manage("/actuator/" + path).status())
                            .as(path)
                            .isEqualTo(404);
                    assertThat(api.send(api.request("/actuator/" + path).header("X-API-Key", KEY))
                                    .status())
                            .as(path)
                            .isEqualTo(404);
                }
            }
        }
    }

    @Test
    void whoeverLeavesTheDoorOpenToTheNetworkIsWarned(CapturedOutput output) {
        try (RunningApi api = new RunningApi(directory)) {
            assertThat(api.get("/").status()).isEqualTo(200);
            assertThat(output.getAll()).doesNotContain("Anyone who can reach this service");
        }
        try (RunningApi api = new RunningApi(directory, "--server.address=0.0.0.0")) {
            assertThat(api.get("/").status()).isEqualTo(200);
            assertThat(output.getAll()).contains("WARN").contains("Anyone who can reach this service");
        }
        try (RunningApi api = new RunningApi(directory, "--server.address=0.0.0.0", keys("ci:sha256:" + sha256(KEY)))) {
            assertThat(output.getAll()).containsOnlyOnce("Anyone who can reach this service");
            assertThat(output.getAll()).doesNotContain("generated security password");
        }
    }

    @Test
    void theDocumentedCommandMakesAKeyThatCounts() throws Exception {
        String commands = documentedCommands();
        Process shell = new ProcessBuilder("sh", "-euc", commands + "\nprintf %s \"$key\"")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String key = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(key).isZero();
        assertThat(key).matches("[0-9a-f]{64}");

        try (RunningApi api =
                new RunningApi(directory, "--tryops.authentication.api-keys-file=" + directory.resolve("api-keys"))) {
            assertThat(bearer(api, key).status()).isEqualTo(200);
        }
    }

    private static String documentedCommands() throws IOException {
        Matcher block = Pattern.compile("```sh\\n(key=\\$\\(openssl rand.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "contracts.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private void assertRefused(String message, String... settings) {
        assertThatThrownBy(() -> new RunningApi(directory, settings))
                .rootCause()
                .hasMessageContaining(message);
    }

    /** As a mounted secret is replaced: the new file takes the old one's place at once. */
    private static void replace(Path file, String content) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next"), content);
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static Answer bearer(RunningApi api, String key) {
        return api.send(api.request("/").header("Authorization", "Bearer " + key));
    }

    private static Answer header(RunningApi api, String key) {
        return api.send(api.request("/").header("X-API-Key", key));
    }

    private static String keys(String lines) {
        return "--tryops.authentication.api-keys=" + lines;
    }

    static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
