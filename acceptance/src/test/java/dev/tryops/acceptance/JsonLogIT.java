package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a log collector reads: nobody sits at a terminal, and no format is asked for. */
class JsonLogIT {

    private static final String KEY = "0123456789abcdef".repeat(4);

    @TempDir
    Path directory;

    @Test
    void everyLineIsOneObjectAndThoseOfARequestCarryItsIds() {
        Map<String, String> verboseAndTraced = Map.of(
                "LOG_FORMAT", "",
                "LOG_LEVEL", "DEBUG",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"); // where nobody is
        Store verbose = new Store(directory.toString(), verboseAndTraced);
        try (Api api = Api.start(verbose)) {
            assertThat(api.get("/no/such/route", "first-request").statusCode()).isEqualTo(404);
            assertThat(api.get("/v1/model/info", "second-request").statusCode()).isEqualTo(503);
            String scored =
                    api.predict("{}").headers().firstValue("X-Request-ID").orElseThrow();

            List<JsonNode> lines = objects(api.log());

            assertThat(lines).hasSizeGreaterThan(10);
            for (String id : List.of("first-request", "second-request")) {
                assertThat(lines)
                        .anyMatch(line -> line.path("request_id").asString("").equals(id));
            }
            assertThat(lines).anyMatch(line -> !line.has("request_id"));
            List<JsonNode> traced = lines.stream()
                    .filter(line -> line.path("request_id").asString("").equals(scored))
                    .toList();
            assertThat(traced).isNotEmpty().allSatisfy(line -> {
                assertThat(line.required("trace_id").asString()).matches("[0-9a-f]{32}");
                assertThat(line.required("span_id").asString()).matches("[0-9a-f]{16}");
            });
            assertThat(lines)
                    .filteredOn(line -> line.has("trace_id") || line.has("span_id"))
                    .as("lines of no other request, nor of none")
                    .isSubsetOf(traced);
        }
    }

    @Test
    void anExceptionStaysInItsLine() {
        List<String> command = Checkout.java(Checkout.API);
        Map<String, String> badKey = Map.of(
                "MODEL_STORE", directory.toString(),
                "SERVER_ADDRESS", "127.0.0.1",
                "PORT", "0",
                "MANAGEMENT_PORT", "0",
                "API_KEYS", "# keys\nci:" + KEY);
        try (Program program = Program.start(Checkout.ROOT, badKey, command)) {
            assertThat(program.await(60)).isOne();

            assertThat(objects(program.output()))
                    .anySatisfy(line -> assertThat(line.path("stack_trace").asString(""))
                            .contains("Line 2 of API_KEYS", "\n\tat "));
            assertThat(program.output()).doesNotContain(KEY);
        }
    }

    @Test
    void everyStepOfATrainingIsOneObject() {
        Store store = new Store(directory.toString(), Map.of("LOG_FORMAT", ""));
        try (Program training = Training.start(store, "--synthetic", "500")) {
            assertThat(training.await(60)).as(training.output()).isZero();

            List<JsonNode> steps = training.output()
                    .lines()
                    .filter(line -> line.startsWith("{\"@timestamp\""))
                    .map(line -> JsonMapper.shared().readTree(line))
                    .filter(line -> line.has("step"))
                    .toList();

            assertThat(steps)
                    .extracting(line -> line.required("step").asString())
                    .startsWith("ingest")
                    .endsWith("promote");
            assertThat(steps).allMatch(line -> line.required("seconds").isNumber());
        }
    }

    @Test
    void aFormatThatDoesNotExistEndsTheStartWithASentence() {
        List<String> command = Checkout.java(Checkout.API);
        try (Program program = Program.start(Checkout.ROOT, Map.of("LOG_FORMAT", "xml"), command)) {
            assertThat(program.await(60)).isEqualTo(2);
            assertThat(program.output().lines().filter(line -> !ofTheJvm(line)))
                    .containsExactly("LOG_FORMAT is json or text, not 'xml'");
        }
    }

    private static List<JsonNode> objects(String log) {
        // The last line may still be on its way.
        List<JsonNode> lines = log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !ofTheJvm(line))
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("message").isString()).isTrue();
            assertThat(line.path("level").asString("")).isIn("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
            assertThat(line.path("@timestamp").isString()).isTrue();
        });
        return lines;
    }

    /** The JVM says that the test told it where its temporary files go. */
    private static boolean ofTheJvm(String line) {
        return line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS");
    }
}
