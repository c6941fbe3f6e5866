import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs the service once on real requests while the JVM records what it loads and compiles: DIST STORE. */
static final int REQUESTS = 4_000;

static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
static final String ROW =
        "{\"age\":35,\"income\":75000,\"credit_score\":720,\"employment_years\":8,\"debt_ratio\":0.25}";
static final String TENSOR =
        "{\"inputs\":[{\"name\":\"input\",\"shape\":[1,5],\"datatype\":\"FP32\",\"data\":[35,75000,720,8,0.25]}]}";

void main(String[] args) throws Exception {
    Path dist = Path.of(args[0]).toAbsolutePath();
    Path cache = dist.resolve("api-service/app.aot");
    Files.deleteIfExists(cache);
    ProcessBuilder builder = new ProcessBuilder(dist.resolve("bin/api-service").toString()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("MODEL_.*|MAX_.*|S3_BUCKET|AWS_.*|AUTH_.*|API_KEYS.*|RATE_.*"));
    builder.environment().put("JAVA_OPTS", "-XX:AOTCacheOutput=app.aot -Xlog:aot*=error,cds*=error");
    builder.environment().put("MODEL_STORE", Path.of(args[1]).toAbsolutePath().toString());
    builder.environment().put("SERVER_ADDRESS", "127.0.0.1");
    builder.environment().put("PORT", "0");
    builder.environment().put("MANAGEMENT_PORT", "0");
    builder.environment().put("DRAIN_DELAY", "0");
    builder.environment().put("LOG_LEVEL", "INFO");
    builder.environment().put("LOG_FORMAT", "text");
    Path log = Files.createTempFile("rehearsal", ".log");
    Process service = builder.redirectOutput(log.toFile()).start();
    try (HttpClient client = HttpClient.newHttpClient()) {
        rehearse(client, URI.create("http://127.0.0.1:" + port(service, log)));
        service.toHandle().destroy(); // an orderly end, at which the cache is written
        if (!service.waitFor(2, TimeUnit.MINUTES) || !Files.exists(cache)) {
            System.err.println("The rehearsal left no AOT cache:\n" + Files.readString(log));
            System.exit(1);
        }
    } finally {
        service.destroyForcibly();
        Files.delete(log);
    }
}

int port(Process service, Path log) throws Exception {
    while (service.isAlive()) {
        Matcher port = PORT.matcher(Files.readString(log));
        if (port.find()) {
            return Integer.parseInt(port.group(1));
        }
        Thread.sleep(50);
    }
    throw new IllegalStateException("The service did not start:\n" + Files.readString(log));
}

void rehearse(HttpClient client, URI base) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (get(client, base, "/ready").statusCode() != 200) {
        if (System.nanoTime() > end) {
            throw new IllegalStateException("The service is not ready after a minute");
        }
        Thread.sleep(50);
    }
    String batch = IntStream.range(0, 100).mapToObj(i -> ROW).collect(Collectors.joining(","));
    for (int i = 0; i < REQUESTS; i++) {
        expect(200, post(client, base, "/v1/predict", "{\"features\":" + ROW + "}"));
        if (i % 40 == 0) {
            expect(200, post(client, base, "/v1/predict/batch", "{\"instances\":[" + batch + "]}"));
            expect(200, post(client, base, "/v1/predict?explain=true", "{\"features\":" + ROW + "}"));
            expect(200, post(client, base, "/v1/predict", "{\"features\":" + ROW.replace("age", "\\u0061ge") + "}"));
            expect(200, post(client, base, "/v2/models/credit-approval/infer", TENSOR));
            expect(200, post(client, base, "/invocations", "{\"instances\":[" + ROW + "]}"));
            expect(400, post(client, base, "/v1/predict", "{\"features\":{}}"));
            expect(200, get(client, base, "/health"));
            expect(200, get(client, base, "/v1/model/info"));
            expect(200, get(client, base, "/metrics"));
        }
    }
}

void expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
        throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
}

HttpResponse<String> get(HttpClient client, URI base, String path) throws Exception {
    return client.send(
            HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
}

HttpResponse<String> post(HttpClient client, URI base, String path, String json) throws Exception {
    return client.send(
            HttpRequest.newBuilder(base.resolve(path))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(json))
                    .build(),
            BodyHandlers.ofString());
}
