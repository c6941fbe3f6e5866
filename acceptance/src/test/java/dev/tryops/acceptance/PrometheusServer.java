package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.acceptance.Exposition.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus on a free loopback port, which scrapes and evaluates every second. */
final class PrometheusServer implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Program program;
    private final URI base;

    private PrometheusServer(Program program, int port) {
        this.program = program;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** {@code prometheus} or {@code promtool}, from the PATH or where {@code scripts/prometheus} unpacks them. */
    static Optional<Path> find(String tool) {
        return Stream.concat(
                        Stream.of(Checkout.ROOT.resolve("target/prometheus/usr/bin")),
                        Stream.of(System.getenv("PATH").split(":")).map(Path::of))
                .map(folder -> folder.resolve(tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Scrapes the management {@code ports} as the job {@code tryops-api}. */
    static PrometheusServer start(Path directory, List<Integer> ports, Path... rules) throws IOException {
        String configuration =
                """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: %s
                scrape_configs:
                  - job_name: tryops-api
                    metrics_path: /actuator/prometheus
                    static_configs: [{targets: %s}]
                """.formatted(quoted(Stream.of(rules)), quoted(ports.stream().map(PrometheusServer::instance)));
        Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        int port = Ports.free();
        Program program = Program.start(
                directory,
                Map.of(),
                List.of(
                        find("prometheus").orElseThrow().toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"));
        PrometheusServer server = new PrometheusServer(program, port);
        await().atMost(Duration.ofSeconds(30)).until(() -> !program.isAlive() || Ports.accepts(port));
        assertThat(program.isAlive()).as(program.output()).isTrue();
        return server;
    }

    private static String quoted(Stream<?> items) {
        return items.map(item -> "\"" + item + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    /** The label of a service that is scraped at {@code port}. */
    static String instance(int port) {
        return "127.0.0.1:" + port;
    }

    /** What an expression gives now. */
    List<Sample> query(String expression) {
        JsonNode answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.required("status").asString())
                .as("%s: %s", expression, answer)
                .isEqualTo("success");
        return answer.at("/data/result")
                .valueStream()
                .map(PrometheusServer::sample)
                .toList();
    }

    private static Sample sample(JsonNode result) {
        Map<String, String> labels = new HashMap<>();
        result.required("metric")
                .propertyStream()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        String metric = Optional.ofNullable(labels.remove("__name__")).orElse("");
        return new Sample(
                metric,
                labels,
                Exposition.number(result.required("value").get(1).asString()));
    }

    /** The labels of what fires under {@code alert}. */
    List<Map<String, String>> firing(String alert) {
        return query("ALERTS{alertstate=\"firing\", alertname=\"" + alert + "\"}").stream()
                .map(Sample::labels)
                .toList();
    }

    JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return JsonMapper.shared()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new AssertionError("Prometheus hung up: " + e + "\n" + program.output(), e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
        program.close();
    }
}
