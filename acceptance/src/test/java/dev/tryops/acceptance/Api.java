package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as a process on a free loopback port. */
final class Api implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Program program;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;

    private Api(Program program, int port) {
        this.program = program;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    static Api start(Path store) {
        return start(new Store(store));
    }

    /** With {@code options} for its JVM. */
    static Api start(Store store, String... options) {
        List<String> command = Checkout.java(options);
        command.addAll(Checkout.API);
        return start(store, Map.of(), command);
    }

    static Api start(Store store, Map<String, String> more) {
        return start(store, more, Checkout.java(Checkout.API));
    }

    /** On one processor, so that clients on another can ask for more than it carries. */
    static Api startOnOneProcessor(Store store, Map<String, String> more) {
        List<String> command = new ArrayList<>(List.of("taskset", "--cpu-list", "0"));
        command.addAll(Checkout.java(Checkout.API));
        return start(store, more, command);
    }

    /** As {@code command} starts it, configured by {@code more} variables. */
    static Api start(Store store, Map<String, String> more, List<String> command) {
        Map<String, String> environment = new HashMap<>(Map.of("LOG_FORMAT", "text"));
        environment.putAll(store.variables());
        environment.putAll(Map.of(
                "MODEL_STORE", store.location(),
                "SERVER_ADDRESS", "127.0.0.1",
                "PORT", "0",
                "MANAGEMENT_PORT", "0",
                "MODEL_RELOAD_INTERVAL", "0.1",
                "DRAIN_DELAY", "0",
                "KEEP_PREVIOUS", "0")); // so that open sessions can be counted at once
        environment.putAll(more);
        Program program = Program.start(Checkout.ROOT, environment, command);
        await().atMost(PATIENCE)
                .until(() ->
                        !program.isAlive() || PORT.matcher(program.output()).find());
        Matcher port = PORT.matcher(program.output());
        assertThat(port.find()).as(program.output()).isTrue();
        return new Api(program, Integer.parseInt(port.group(1)));
    }

    Api awaitReady() {
        await().atMost(PATIENCE).until(() -> get("/ready").statusCode() == 200);
        return this;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10)));
    }

    HttpResponse<String> get(String path, String requestId) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("X-Request-ID", requestId));
    }

    /** Sends once, never again: whatever goes wrong is the service's fault and fails the test. */
    HttpResponse<String> predict(String body) {
        return post("/v1/predict", body);
    }

    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("A request failed: " + e, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As an orchestrator stops it: SIGTERM. Returns at once. */
    void terminate() {
        program.terminate();
    }

    /** The exit code, once it has ended. */
    int exitCode(long seconds) {
        return program.await(seconds);
    }

    /** Memory that the process occupies, as Linux counts it. */
    long residentBytes() {
        return program.residentBytes();
    }

    Duration processorTime() {
        return program.processorTime();
    }

    URI base() {
        return base;
    }

    String log() {
        return program.output();
    }

    long pid() {
        return program.pid();
    }

    boolean isAlive() {
        return program.isAlive();
    }

    String version() {
        JsonNode version = json(get("/health")).required("model_version");
        return version.isNull() ? "" : version.asString();
    }

    /** When the pointer that serves was promoted, as the service knows it. */
    String promotedAt() {
        return json(get("/v1/model/info")).required("promoted_at").asString();
    }

    String metrics() {
        return get("/metrics").body();
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Override
    public void close() {
        client.close();
        program.close();
    }
}
