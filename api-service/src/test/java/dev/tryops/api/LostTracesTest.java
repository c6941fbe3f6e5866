package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.Collector.Manner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Collectors that do not do their part: nobody who asks for predictions notices. */
@ExtendWith(OutputCaptureExtension.class)
class LostTracesTest {

    private static final String SINGLE = "{\"features\":{\"age\":41,\"debt_ratio\":0.7,\"member\":true}}";
    private static final String COMPLAINT = "does not take spans";

    @TempDir
    Path store;

    @Test
    void oneThatRefusesIsComplainedOfOnceAndTakesPartAgain(CapturedOutput output) {
        try (Collector collector = new Collector();
                RunningApi api = tracing(collector.endpoint())) {
            collector.becomes(Manner.REFUSING);
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                predict(api);
                return collector.batches() >= 2;
            });
            collector.becomes(Manner.TAKING);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                predict(api);
                return !collector.spans().isEmpty();
            });

            assertThat(linesWith(output, COMPLAINT))
                    .singleElement()
                    .asString()
                    .contains("WARN", collector.endpoint() + "/v1/traces", "it answered 500");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> linesWith(output, "takes spans again").size() == 1);
            assertThat(count(api, "failed")).isPositive();
        }
    }

    @Test
    void oneThatNeverAnswersCostsNoRequestAndLittleTimeInTheEnd(CapturedOutput output) {
        try (Collector collector = new Collector()) {
            collector.becomes(Manner.SILENT);
            Duration stopping;
            try (RunningApi api = tracing(collector.endpoint())) {
                for (int i = 0; i < 20; i++) {
                    predict(api);
                }
                await().atMost(Duration.ofSeconds(5)).until(() -> collector.batches() > 0);
                long begin = System.nanoTime();
                api.stop();
                stopping = Duration.ofNanos(System.nanoTime() - begin);
            }
            assertThat(stopping).isLessThan(Duration.ofSeconds(5));
            assertThat(output.getAll()).doesNotContain("\tat ");
            assertNothingRunsOn();
        }
    }

    @Test
    void withoutAnEndpointNothingOfItIsThere(CapturedOutput output) {
        assertNothingRunsOn();
        try (RunningApi api = new RunningApi(store)) {
            api.serve(TestModels.bundle(TestModels.version(1), 0));
            api.awaitReady();
            predict(api);

            assertThat(tracingThreads()).isEmpty();
            assertThat(api.get("/metrics").text()).doesNotContain("trace_spans");
            assertThat(output.getAll()).doesNotContain("Requests are traced");
        }
    }

    @Test
    void whatWasNotSentYetIsSentBeforeTheEnd() {
        try (Collector collector = new Collector()) {
            try (RunningApi api = tracing(collector.endpoint())) {
                predict(api);
            }
            assertThat(collector.spans()).hasSize(4);
        }
    }

    private RunningApi tracing(String endpoint) {
        RunningApi api = new RunningApi(store, "--tryops.tracing.endpoint=" + endpoint, "--tryops.tracing.delay=20ms");
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
        return api;
    }

    private static void predict(RunningApi api) {
        assertThat(api.post("/v1/predict", SINGLE).status()).isEqualTo(200);
    }

    private static double count(RunningApi api, String outcome) {
        Matcher count = Pattern.compile("trace_spans_total\\{outcome=\"" + outcome + "\"} (\\S+)")
                .matcher(api.get("/metrics").text());
        assertThat(count.find()).isTrue();
        return Double.parseDouble(count.group(1));
    }

    private static List<String> linesWith(CapturedOutput output, String text) {
        return output.getAll().lines().filter(line -> line.contains(text)).toList();
    }

    private static void assertNothingRunsOn() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(tracingThreads()).isEmpty());
    }

    private static List<String> tracingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("BatchSpanProcessor") || name.startsWith("trace-sender"))
                .toList();
    }
}
