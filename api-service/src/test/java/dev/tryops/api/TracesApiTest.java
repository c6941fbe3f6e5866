package dev.tryops.api;

import static dev.tryops.api.Collector.attributes;
import static dev.tryops.api.Collector.hex;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_INTERNAL;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_ERROR;
import static io.opentelemetry.proto.trace.v1.Status.StatusCode.STATUS_CODE_UNSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector learns of requests. */
class TracesApiTest {

    private static final String ROW = "{'age':41,'debt_ratio':0.71625,'member':true}";
    private static final String SINGLE = "{'features':" + ROW + "}";
    private static final String TENSOR =
            "{'inputs':[{'name':'input','shape':[2,3],'datatype':'FP32','data':[41,0.71625,1,42,0.71625,0]}]}";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    @TempDir
    static Path store;

    private static Collector collector;
    private static RunningApi api;

    @BeforeAll
    static void start() {
        collector = new Collector();
        api = new RunningApi(store, "--tryops.tracing.endpoint=" + collector.endpoint(), "--tryops.tracing.delay=5ms");
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
        collector.close();
    }

    @Test
    void everyScoredRequestIsASpanWithItsStepsBelow() {
        Map<String, String> bodies = Map.of(
                "/v1/predict", SINGLE,
                "/v1/predict/batch", "{'instances':[" + ROW + "," + ROW + "]}",
                "/invocations", "{'instances':[[41,0.71625,1],[42,0.71625,0]]}",
                "/v2/models/{model}/infer", TENSOR,
                "/v2/models/{model}/versions/{version}/infer", TENSOR);
        bodies.forEach((route, body) -> {
            String id = post(path(route), body, 200);

            List<Span> spans = collector.ofRequest(id);

            Span server = spans.getFirst();
            assertThat(server.getName()).isEqualTo("POST " + route);
            assertThat(server.getKind()).isEqualTo(SPAN_KIND_SERVER);
            assertThat(server.getParentSpanId().isEmpty()).isTrue();
            assertThat(server.getStatus().getCode()).as("%s", server).isEqualTo(STATUS_CODE_UNSET);
            assertThat(attributes(server))
                    .as("no value of a feature, nor anything else")
                    .isEqualTo(Map.of(
                            "http.request.method",
                            "POST",
                            "http.route",
                            route,
                            "http.response.status_code",
                            200L,
                            "model.version",
                            current(),
                            "request.id",
                            id,
                            "rows",
                            route.equals("/v1/predict") ? 1L : 2L));
            assertThat(spans.subList(1, spans.size()))
                    .as(route)
                    .extracting(Span::getName)
                    .containsExactly("decode", "infer", "write");
            assertStepsFollowOneAnother(spans);
        });
    }

    private static void assertStepsFollowOneAnother(List<Span> spans) {
        Span server = spans.getFirst();
        long time = server.getStartTimeUnixNano();
        for (Span step : spans.subList(1, spans.size())) {
            assertThat(step.getParentSpanId()).isEqualTo(server.getSpanId());
            assertThat(step.getKind()).isEqualTo(SPAN_KIND_INTERNAL);
            assertThat(step.getAttributesCount()).isZero();
            assertThat(step.getStartTimeUnixNano()).isGreaterThanOrEqualTo(time);
            assertThat(step.getEndTimeUnixNano()).isGreaterThanOrEqualTo(step.getStartTimeUnixNano());
            time = step.getEndTimeUnixNano();
        }
        assertThat(server.getEndTimeUnixNano()).isGreaterThanOrEqualTo(time);
        assertThat(server.getEventsList()).singleElement().satisfies(read -> {
            assertThat(read.getName()).isEqualTo("body read");
            assertThat(read.getTimeUnixNano())
                    .isBetween(server.getStartTimeUnixNano(), spans.get(1).getStartTimeUnixNano());
        });
    }

    @Test
    void theServiceSaysWhoItIs() {
        collector.ofRequest(post("/v1/predict", SINGLE, 200));

        assertThat(attributes(collector.received.getFirst().getResource().getAttributesList()))
                .containsEntry("service.name", "tryops-api")
                .containsEntry("deployment.environment.name", "production")
                .containsKeys("service.version", "service.instance.id");
    }

    @Test
    void theClientsTraceGoesOn() {
        String id = post("/v1/predict", SINGLE, 200, "traceparent", parent("01"), "tracestate", "vendor=of-it");

        Span server = serverSpan(id);

        assertThat(hex(server.getTraceId())).isEqualTo(TRACE);
        assertThat(hex(server.getParentSpanId())).isEqualTo(CALLER);
        assertThat(server.getTraceState()).isEqualTo("vendor=of-it");
    }

    @Test
    void aClientThatDoesNotWantToBeTracedIsNot() {
        String unwanted = post("/v1/predict", SINGLE, 200, "traceparent", parent("00"));
        collector.ofRequest(post("/v1/predict", SINGLE, 200));

        assertThat(collector.spans())
                .noneMatch(span -> unwanted.equals(attributes(span).get("request.id")));
    }

    @Test
    void aTraceThatCannotBeReadIsNoneAndNoFault() {
        List<String[]> garbage = List.of(
                new String[] {"traceparent", ""},
                new String[] {"traceparent", "garbage"},
                new String[] {"traceparent", "a".repeat(8_000)},
                new String[] {"traceparent", "ff-" + TRACE + "-" + CALLER + "-01"},
                new String[] {"traceparent", "00-" + "0".repeat(32) + "-" + CALLER + "-01"},
                new String[] {"traceparent", "00-" + TRACE + "-" + "0".repeat(16) + "-01"},
                new String[] {"traceparent", "00-" + TRACE.replace('a', 'é') + "-" + CALLER + "-01"},
                new String[] {"traceparent", parent("01") + "-and-more"},
                new String[] {"traceparent", parent("01"), "traceparent", parent("01")});
        for (String[] headers : garbage) {
            Span server = serverSpan(post("/v1/predict", SINGLE, 200, headers));

            assertThat(hex(server.getTraceId())).as(headers[1]).isNotEqualTo(TRACE);
            assertThat(server.getParentSpanId().isEmpty()).isTrue();
        }
    }

    @Test
    void aStateThatCannotBeReadIsLeftOut() {
        for (String state : List.of("no equals sign", "a=" + "b".repeat(2_000))) {
            Span server =
                    serverSpan(post("/v1/predict", SINGLE, 200, "traceparent", parent("01"), "tracestate", state));

            assertThat(hex(server.getTraceId())).isEqualTo(TRACE);
            assertThat(server.getTraceState()).isEmpty();
        }
    }

    @Test
    void aSwappedVersionIsNamedByTheTracesThatFollow() {
        String before = post("/v1/predict", SINGLE, 200);
        String old = current();
        api.serve(TestModels.bundle(TestModels.version(2), 1));
        await().atMost(Duration.ofSeconds(10)).until(() -> !current().equals(old));
        String after = post("/v1/predict", SINGLE, 200);

        assertThat(attributes(serverSpan(before))).containsEntry("model.version", old);
        assertThat(attributes(serverSpan(after)))
                .containsEntry("model.version", TestModels.version(2).value());
    }

    @Test
    void aRefusedRequestSaysWhyInOurWords() {
        String wrong = post("/v1/predict", "{'features':{'age':'hidden','debt_ratio':7.25,'secret':1}}", 400);
        assertRefused(wrong, 400, "wrong_type, unknown_feature, missing_feature");
        List<Span> steps = collector.ofRequest(wrong);
        assertThat(steps).extracting(Span::getName).containsExactly("POST /v1/predict", "decode");
        assertThat(steps).allMatch(span -> span.getStatus().getCode() == STATUS_CODE_ERROR);
        assertThat(steps.toString()).doesNotContain("hidden", "7.25", "secret");

        assertRefused(
                post("/v2/models/other/infer", TENSOR, 404),
                404,
                "There is no such model or version here; what serves is " + current());
        assertRefused(post("/invocations", "{'instances':[[1]]}", 400), 400, "element_count");
        assertRefused(
                post("/v1/predict", SINGLE, 415, "Content-Type", "text/plain"),
                415,
                "Send Content-Type: application/json, in UTF-8");
        assertRefused(
                post("/v1/predict?explain=perhaps", SINGLE, 400),
                400,
                "The query parameter 'explain' is true or false");
    }

    private static void assertRefused(String id, long status, String reason) {
        Span server = serverSpan(id);
        assertThat(server.getStatus().getCode()).isEqualTo(STATUS_CODE_ERROR);
        assertThat(server.getStatus().getMessage()).isEqualTo(reason);
        assertThat(attributes(server))
                .containsEntry("http.response.status_code", status)
                .containsEntry("error.type", Long.toString(status));
    }

    @Test
    void whatIsNoPredictionIsNotTraced() {
        api.get("/health");
        api.get("/metrics");
        api.get("/v2/models/credit-approval");
        api.get("/v1/predict");
        collector.ofRequest(post("/v1/predict", SINGLE, 200));

        assertThat(collector.spans())
                .extracting(Span::getName)
                .allMatch(name -> name.startsWith("POST /")
                        || List.of("decode", "infer", "write").contains(name));
    }

    @Test
    void whatWasDeliveredIsCounted() {
        collector.ofRequest(post("/v1/predict", SINGLE, 200));

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(api.get("/metrics").text())
                        .containsPattern("trace_spans_total\\{outcome=\"delivered\"} [1-9]")
                        .contains("trace_spans_total{outcome=\"dropped\"} 0.0"));
    }

    private static Span serverSpan(String id) {
        return collector.ofRequest(id).stream()
                .filter(span -> id.equals(attributes(span).get("request.id")))
                .findFirst()
                .orElseThrow();
    }

    /** Sends a request and returns its id. */
    private static String post(String path, String body, int expected, String... headers) {
        String id = UUID.randomUUID().toString();
        var request = api.request(path).header("X-Request-ID", id);
        if (!List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        Answer answer = api.send(request.POST(BodyPublishers.ofString(body.replace('\'', '"'))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
        return id;
    }

    private static String path(String route) {
        return route.replace("{model}", "credit-approval").replace("{version}", current());
    }

    private static String current() {
        return api.get("/health").json().required("model_version").asString();
    }

    private static String parent(String flags) {
        return "00-" + TRACE + "-" + CALLER + "-" + flags;
    }
}
