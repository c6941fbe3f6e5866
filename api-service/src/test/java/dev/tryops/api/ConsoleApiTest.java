package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets the page at {@code /}, and what browsers are told about it and its files. */
class ConsoleApiTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aBrowserGetsThePageAndEverybodyElseTheJson() {
        for (String accept : List.of(BROWSER, "text/html", "TEXT/HTML;q=0.5", "text/html, application/json;q=0.9")) {
            assertThat(root(api, accept).header("Content-Type")).as(accept).isEqualTo("text/html;charset=utf-8");
        }
        for (String accept : List.of(
                "*/*",
                "text/*",
                "application/json",
                "application/json, text/html",
                "text/html;q=0, */*",
                "text/html;q=2",
                "nonsense")) {
            Answer answer = root(api, accept);
            assertThat(answer.header("Content-Type")).as(accept).isEqualTo("application/json");
            assertThat(answer.json().at("/endpoints/monitoring_traffic").asString())
                    .isEqualTo("/v1/monitoring/traffic");
        }
        assertThat(api.get("/").json().has("service")).isTrue();
        assertThat(api.send(api.request("/").header("Accept", "text/html").POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void thePageMayLoadNothingButItsOwnFiles() {
        Answer page = root(api, BROWSER);

        assertThat(page.response().headers().allValues("Content-Security-Policy"))
                .containsExactly(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                                + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Request-ID")).isNotEmpty();
    }

    @Test
    void thePageIsAskedForAgainAndItsFilesNever() {
        Answer page = root(api, BROWSER);
        Answer again =
                api.send(api.request("/").header("Accept", BROWSER).header("If-None-Match", page.header("ETag")));

        assertThat(page.response().headers().allValues("Cache-Control")).containsExactly("no-cache");
        assertThat(page.header("Vary")).contains("Accept");
        assertThat(api.get("/").header("Vary")).contains("Accept");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        for (String file : files(page)) {
            assertThat(api.get(file).response().headers().allValues("Cache-Control"))
                    .as(file)
                    .containsExactly("public, max-age=31536000, immutable");
        }
    }

    @Test
    void everyFileThatThePageNamesIsThereWithItsType() {
        List<String> files = files(root(api, BROWSER));

        assertThat(files).hasSizeGreaterThan(2);
        for (String file : files) {
            Answer answer = api.get(file);
            Answer head = api.send(api.request(file).method("HEAD", BodyPublishers.noBody()));
            assertThat(answer.status()).as(file).isEqualTo(200);
            assertThat(answer.header("Content-Type")).as(file).isEqualTo(type(file));
            assertThat(answer.text()).as(file).isNotBlank();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.text()).isEmpty();
            assertThat(head.header("Content-Length")).isEqualTo(answer.header("Content-Length"));
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
        Answer head = api.send(api.request("/").header("Accept", BROWSER).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
    }

    @Test
    void theFrameForReportsHasAPolicyOfItsOwn() {
        String folder = folder(api);
        Answer frame = api.get(folder + "frame.html");

        assertThat(frame.header("Content-Security-Policy"))
                .startsWith("sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
                .endsWith("frame-ancestors 'self'");
        assertThat(frame.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(frame.text()).doesNotContain("<script");
    }

    @Test
    void noOtherNameLeadsToAFile() {
        String folder = folder(api);
        for (String path : List.of(
                folder,
                folder + "index.html",
                folder + "main.ts",
                folder + "MAIN.JS",
                folder + "a/main.js",
                folder + "..%2Fapplication.properties",
                folder + "../application.properties",
                folder + "%2e%2e/application.properties",
                folder + "main.js%00",
                folder + "..;/main.js",
                "/console/0000000000000000/main.js",
                "/console/main.js",
                "/console/",
                "/console",
                "/uplot.js",
                "/webjars/uplot/1.6.30/dist/uPlot.esm.js",
                "/main.js")) {
            Answer answer = api.get(path);
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.header("Content-Type")).as(path).isEqualTo("application/problem+json");
            assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-store");
        }
    }

    @Test
    void whereCredentialsAreAskedForThePageIsPublicAndItsDataIsNot(@TempDir Path other) {
        String key = "k".repeat(64);
        try (RunningApi closed =
                new RunningApi(other, "--tryops.authentication.api-keys=ci:sha256:" + ApiKeyTest.sha256(key))) {
            assertThat(root(closed, BROWSER).status()).isEqualTo(200);
            assertThat(closed.get(folder(closed) + "main.js").status()).isEqualTo(200);
            assertThat(closed.get("/console/x/y").status()).isEqualTo(404);
            for (String accept : List.of(BROWSER, "*/*")) {
                for (String path : List.of("model", "history", "reloads", "traffic", "report")) {
                    assertThat(closed.send(closed.request("/v1/monitoring/" + path)
                                            .header("Accept", accept))
                                    .status())
                            .as(path)
                            .isEqualTo(401);
                }
                for (String path : List.of("/v1/model/info", "/console", "//", "/console/../v1/model/info", "/;/")) {
                    assertThat(closed.send(closed.request(path).header("Accept", accept))
                                    .status())
                            .as(path)
                            .isIn(400, 401);
                }
            }
            assertThat(root(closed, "*/*").status()).isEqualTo(401);
            assertThat(closed.send(closed.request("/").header("Accept", BROWSER).POST(BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(401);
            assertThat(closed.send(closed.request("/v1/monitoring/traffic").header("Authorization", "Bearer " + key))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void thePageCountsAgainstTheRateLimit(@TempDir Path other) {
        try (RunningApi limited = new RunningApi(other, "--tryops.rate-limit.rate=2/h")) {
            assertThat(root(limited, BROWSER).header("RateLimit")).contains("r=1");
            root(limited, BROWSER);
            Answer third = root(limited, BROWSER);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    private static Answer root(RunningApi api, String accept) {
        return api.send(api.request("/").header("Accept", accept));
    }

    private static List<String> files(Answer page) {
        List<String> files = new ArrayList<>();
        Matcher address = Pattern.compile("(?:src|href)=\"(console/[^\"]+)\"").matcher(page.text());
        while (address.find()) {
            files.add("/" + address.group(1));
        }
        return files;
    }

    private static String folder(RunningApi api) {
        String file = files(root(api, BROWSER)).getFirst();
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    private static String type(String file) {
        String ending = file.substring(file.lastIndexOf('.') + 1);
        return switch (ending) {
            case "js" -> "text/javascript;charset=utf-8";
            case "css" -> "text/css;charset=utf-8";
            case "svg" -> "image/svg+xml;charset=utf-8";
            default -> throw new AssertionError(file);
        };
    }
}
