package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.RunningApi.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Errors that no route makes: the container's, and those of methods and paths. */
class HttpErrorsTest {

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(store);
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @TestFactory
    Stream<DynamicTest> whatTheContainerRefusesIsAProblemToo() {
        String rest = "Host: x\nConnection: close\n\n";
        return Map.<String, String>ofEntries(
                        Map.entry("a line that is no request", "nonsense\n\n"),
                        Map.entry("a method that is no token", "G{T / HTTP/1.1\n" + rest),
                        Map.entry("an illegal character in the path", "GET /<script> HTTP/1.1\n" + rest),
                        Map.entry("bad percent-encoding", "GET /v1/%zz HTTP/1.1\n" + rest),
                        Map.entry("a broken percent-encoding", "GET /v1/%f HTTP/1.1\n" + rest),
                        Map.entry("an encoded slash", "GET /v1%2fpredict HTTP/1.1\n" + rest),
                        Map.entry("a path above the root", "GET /../../etc/passwd HTTP/1.1\n" + rest),
                        Map.entry("a NUL in the path", "GET /a%00b HTTP/1.1\n" + rest),
                        Map.entry("no host", "GET / HTTP/1.1\nConnection: close\n\n"),
                        Map.entry("two hosts", "GET / HTTP/1.1\nHost: a\nHost: b\nConnection: close\n\n"),
                        Map.entry("a bad host", "GET / HTTP/1.1\nHost: a b{}\nConnection: close\n\n"),
                        Map.entry("a bad header name", "GET / HTTP/1.1\nB@d n@me: x\n" + rest),
                        Map.entry("a header of 64 KiB", "GET / HTTP/1.1\nX: " + "a".repeat(65_536) + "\n" + rest),
                        Map.entry("a path of 64 KiB", "GET /" + "a".repeat(65_536) + " HTTP/1.1\n" + rest),
                        Map.entry("10,000 headers", "GET / HTTP/1.1\n" + "A: b\n".repeat(10_000) + rest),
                        Map.entry("another protocol", "GET / HTTP/9.9\n" + rest),
                        Map.entry("a tunnel", "CONNECT x:80 HTTP/1.1\n" + rest),
                        Map.entry("TRACE", "TRACE / HTTP/1.1\n" + rest),
                        Map.entry(
                                "two different lengths",
                                "POST /v1/predict HTTP/1.1\nContent-Length: 1\nContent-Length: 2\n" + rest),
                        Map.entry(
                                "a length that is no number",
                                "POST /v1/predict HTTP/1.1\nContent-Length: five\n" + rest),
                        Map.entry(
                                "an unknown transfer coding",
                                "POST /v1/predict HTTP/1.1\nTransfer-Encoding: cow\n" + rest),
                        Map.entry("an expectation nobody knows", "GET / HTTP/1.1\nExpect: miracles\n" + rest))
                .entrySet()
                .stream()
                .map(request -> DynamicTest.dynamicTest(
                        request.getKey(), () -> assertProblem(RawHttp.exchange(api.port(), request.getValue()))));
    }

    @Test
    void aBodyWithMalformedChunksIsAProblem() {
        String answer = RawHttp.exchange(
                api.port(),
                "POST /v1/predict HTTP/1.1\nHost: x\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n"
                        + "zz\n{}\n0\n\n");

        assertProblem(answer);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("its chunks are malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a header", "a path", "many headers"})
    void aHeaderSectionThatIsTooLargeIs431(String what) {
        String large = "a".repeat(65_536);
        String head = switch (what) {
            case "a header" -> "GET / HTTP/1.1\nX: " + large;
            case "a path" -> "GET /" + large + " HTTP/1.1";
            default -> "GET / HTTP/1.1" + "\nA: b".repeat(200);
        };

        String answer = RawHttp.exchange(api.port(), head + "\nHost: x\nConnection: close\n\n");

        assertProblem(answer);
        assertThat(answer).startsWith("HTTP/1.1 431");
    }

    @Test
    void aBodyThatBreaksOffIsAProblemThatSaysSo() throws Exception {
        try (RawHttp http = new RawHttp(api.port())) {
            http.send("POST /v1/predict HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 100\n\n{}");
            http.endOutput();

            String answer = http.readToEnd();
            assertProblem(answer);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("The body broke off");
        }
    }

    @Test
    void theContainersProblemKeepsTheClientsRequestId() {
        String answer = RawHttp.exchange(
                api.port(), "GET /v1/%zz HTTP/1.1\nHost: x\nX-Request-ID: my-own-request\nConnection: close\n\n");

        assertThat(answer).contains("X-Request-ID: my-own-request\r\n").contains("\"request_id\":\"my-own-request\"");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/predict, POST",
        "PUT, /v1/predict/batch, POST",
        "DELETE, /ready, GET",
        "POST, /health, GET",
        "PATCH, /, GET",
        "BREW, /metrics, GET"
    })
    void anotherMethodIs405AndSaysWhichAreAllowed(String method, String path, String allowed) {
        Answer answer = api.send(api.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().required("request_id").asString()).isEqualTo(answer.header("X-Request-ID"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/ready", "/metrics", "/v1/model/info"})
    void headIsGetWithoutTheBody(String path) {
        Answer get = api.get(path);
        Answer head = api.send(api.request(path).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.status()).isEqualTo(200).isEqualTo(get.status());
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, 'GET,HEAD,OPTIONS'",
        "/ready, 'GET,HEAD,OPTIONS'",
        "/metrics, 'GET,HEAD,OPTIONS'",
        "/v1/predict, 'POST,OPTIONS'",
        "/v1/predict/batch, 'POST,OPTIONS'"
    })
    void optionsIs204WithTheMethodsOfTheRoute(String path, String allowed) {
        Answer answer = api.send(api.request(path).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow").split(",")).containsExactlyInAnyOrder(allowed.split(","));
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("X-Request-ID")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "POST", "DELETE"})
    void anUnknownRouteIs404ForEveryMethod(String method) {
        Answer answer = api.send(api.request("/no/such/route").method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Request-ID")).isNotEmpty();
    }

    @Test
    void theErrorRouteItselfIsNotThereForClients() {
        Answer answer = api.get("/error");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().required("instance").asString()).isEqualTo("/error");
    }

    /** Of the right shape, and nothing that names what the service is made of. */
    private static void assertProblem(String answer) {
        int split = answer.indexOf("\r\n\r\n");
        assertThat(split).as(answer).isPositive();
        String head = answer.substring(0, split) + "\r\n";
        JsonNode problem = JsonMapper.shared().readTree(answer.substring(split + 4));
        int status = Integer.parseInt(answer.substring(9, 12));

        assertThat(status).isBetween(400, 505).isNotEqualTo(500);
        assertThat(head)
                .contains("Content-Type: application/problem+json\r\n")
                .contains("X-Request-ID: " + problem.required("request_id").asString() + "\r\n")
                .contains(
                        "X-Content-Type-Options: nosniff\r\n",
                        "Cache-Control: no-store\r\n",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n")
                .doesNotContain("Server:");
        assertThat(problem.required("status").asInt()).isEqualTo(status);
        assertThat(problem.required("detail").asString()).isNotEmpty();
        assertThat(problem.required("title").asString()).isNotEmpty();
        assertThat(answer).doesNotContainIgnoringCase("<html").doesNotContain("tomcat", "java.", "Exception", "\tat ");
    }
}
