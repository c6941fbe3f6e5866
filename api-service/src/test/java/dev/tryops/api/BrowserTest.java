package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser is told: whose pages may call, and that an answer is nothing but data. */
class BrowserTest {

    private static final String OURS = "https://console.example";
    private static final String THEIRS = "https://elsewhere.example";

    @TempDir
    Path directory;

    @Test
    void noPageOfAnotherOriginMayCallUnlessItIsAllowed() {
        try (RunningApi api = new RunningApi(directory)) {
            for (Answer answer :
                    List.of(ask(api, OURS), preflight(api, OURS), preflight(api, "null"), ask(api, "null"))) {
                assertThat(answer.response().headers().map().keySet())
                        .noneMatch(
                                name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
            }
            assertThat(ask(api, OURS).status()).isEqualTo(200);
        }
    }

    @Test
    void anAllowedPageMayCallEvenWhereACredentialIsAskedFor() {
        try (RunningApi api = new RunningApi(
                directory,
                "--tryops.origins.allowed=" + OURS + ", http://127.0.0.1:5173",
                "--tryops.authentication.api-keys=ci:sha256:" + ApiKeyTest.sha256("key"))) {
            Answer granted = preflight(api, OURS);
            assertThat(granted.status()).isEqualTo(200);
            assertThat(granted.header("Access-Control-Allow-Origin")).isEqualTo(OURS);
            assertThat(granted.header("Access-Control-Allow-Headers")).containsIgnoringCase("X-API-Key");
            assertThat(granted.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(granted.header("Vary")).contains("Origin");

            Answer refused = ask(api, OURS);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(OURS);
            assertThat(refused.header("Access-Control-Expose-Headers")).contains("X-Request-ID");

            for (Answer stranger :
                    List.of(preflight(api, THEIRS), ask(api, THEIRS), ask(api, OURS + ".evil.example"))) {
                assertThat(stranger.status()).isEqualTo(403);
                assertThat(stranger.header("Access-Control-Allow-Origin")).isEmpty();
                assertThat(stranger.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(stranger.json().required("request_id").asString())
                        .isEqualTo(stranger.header("X-Request-ID"));
            }
            Answer other = api.send(api.request("/v1/predict")
                    .header("Origin", OURS)
                    .header("Access-Control-Request-Method", "DELETE")
                    .method("OPTIONS", BodyPublishers.noBody()));
            assertThat(other.status()).isEqualTo(403);
            assertThat(api.get("/").status()).isEqualTo(401);
        }
    }

    @Test
    void anOriginIsNoPatternAndNoPage() {
        assertThatThrownBy(() -> new RunningApi(directory, "--tryops.origins.allowed=*"))
                .rootCause()
                .hasMessageContaining("CORS_ALLOWED_ORIGINS");
    }

    @Test
    void everyAnswerSaysThatItIsData() {
        try (RunningApi api = new RunningApi(directory)) {
            for (Answer answer : List.of(
                    api.get("/"),
                    api.get("/health"),
                    api.get("/ready"),
                    api.get("/metrics"),
                    api.get("/no/such/route"),
                    api.get("/v1/predict"),
                    api.get("/v1/model/info"),
                    api.post("/v1/predict", "{}"),
                    api.post("/v1/predict", "garbage"))) {
                assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
                assertThat(answer.header("Content-Security-Policy"))
                        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
                assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
                assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
                assertThat(answer.header("Strict-Transport-Security")).isEmpty();
                assertThat(answer.header("Server")).isEmpty();
            }
        }
    }

    private static Answer ask(RunningApi api, String origin) {
        return api.send(api.request("/").header("Origin", origin));
    }

    private static Answer preflight(RunningApi api, String origin) {
        return api.send(api.request("/v1/predict")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-api-key")
                .method("OPTIONS", BodyPublishers.noBody()));
    }
}
