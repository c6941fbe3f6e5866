package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code make dist} lays out, within the memory and on the disk that a container gives it. */
class DistributionCheck {

    private static final Path DISTRIBUTION = Checkout.ROOT.resolve("target/dist");
    private static final Map<String, Double> VALUES =
            Map.of("age", 35.0, "income", 75_000.0, "credit_score", 720.0, "employment_years", 8.0, "debt_ratio", 0.25);
    private static final String ROW = JsonMapper.shared().writeValueAsString(VALUES);
    private static final long MIB = 1 << 20;
    private static final long CONTAINER = 1024 * MIB;
    /** ONNX Runtime's library and what it allocates, the JVM's own structures, and the AOT cache's pages. */
    private static final long NATIVE = 192 * MIB;

    private static final int MOST_THREADS = 150;
    /** Connections that the server keeps at most. */
    private static final int PLACES = 2_048;

    @TempDir
    static Path directory;

    private static Store store;

    @BeforeAll
    static void itIsBuiltAndAModelIsTrained() {
        assumeTrue(
                Files.exists(DISTRIBUTION.resolve("api-service/app.aot")),
                "There is no distribution in target/dist: run 'make dist' first");
        store = new Store(directory.resolve("store"));
        Training.synthetic(store.root(), 500, 1);
    }

    @Test
    void answersWithoutUnpackingAnything() throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        try (Api api = start("-Djava.io.tmpdir=" + temporary).awaitReady()) {
            assertThat(api.predict(single()).statusCode()).isEqualTo(200);

            assertThat(api.log()).contains("AOT-processed").doesNotContain("AOT cache", "AOTCache");
            assertThat(filesUnder(temporary)).isEmpty();
        }
    }

    @Test
    void configurationStillDecidesWhatTheBuildProcessed() throws IOException {
        String sha256OfKey = "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683"; // of "key"
        Map<String, String> guarded = new HashMap<>(variables(""));
        guarded.put("API_KEYS", "olga:sha256:" + sha256OfKey);
        guarded.put("RATE_LIMIT", "1/m");
        guarded.put("CORS_ALLOWED_ORIGINS", "https://example.org");
        try (Api open = start("").awaitReady();
                Api closed = Api.start(store, guarded, command()).awaitReady()) {
            assertThat(open.predict(single()).statusCode()).isEqualTo(200);
            assertThat(open.metrics()).contains("http_server_requests_seconds", "model_info_info");

            assertThat(closed.predict(single()).statusCode()).isEqualTo(401);
            assertThat(closed.predict(single()).headers().map()).containsKey("vary");
            assertThat(Stream.generate(() -> closed.predict(single()).statusCode())
                            .limit(20))
                    .contains(429);
        }
    }

    @Test
    void tracesAreSentWhereTheEnvironmentSaysSo() {
        try (SpanReceiver collector = new SpanReceiver()) {
            Map<String, String> traced = new HashMap<>(variables(""));
            traced.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
            try (Api api = Api.start(store, traced, command()).awaitReady()) {
                assertThat(api.predict(single()).statusCode()).isEqualTo(200);
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(() -> assertThat(collector.received())
                                .contains("POST /v1/predict", "decode", "infer", "write", api.version()));

                assertThat(api.log()).contains("AOT-processed").doesNotContain("AOT cache", "AOTCache");
            }
        }
    }

    @Test
    void theLimitsAddUpToLessThanTheContainerHas() throws IOException {
        List<String> options = Files.readAllLines(DISTRIBUTION.resolve("api-service/jvm.options"));

        long sum = MIB
                        * (limit(options, "-Xmx(\\d+)m")
                                + limit(options, "-XX:MaxMetaspaceSize=(\\d+)m")
                                + limit(options, "-XX:ReservedCodeCacheSize=(\\d+)m")
                                + limit(options, "-XX:MaxDirectMemorySize=(\\d+)m"))
                + MOST_THREADS * 1024 * limit(options, "-Xss(\\d+)k")
                + NATIVE;
        assertThat(sum).isLessThanOrEqualTo(CONTAINER);
    }

    @Test
    void staysWithinThemUnderLoad() throws Exception {
        String batch = "{\"instances\":["
                + IntStream.range(0, 1_000).mapToObj(i -> ROW).collect(Collectors.joining(",")) + "]}";
        try (Api api = start("").awaitReady();
                LoadClients clients = new LoadClients(8, api, store, VALUES)) {
            for (int i = 0; i < 200; i++) {
                assertThat(api.post("/v1/predict/batch", batch).statusCode()).isEqualTo(200);
            }
            clients.close();

            assertThat(clients.failures()).isEmpty();
            assertThat(status(api, "VmHWM") * 1024).isLessThan(CONTAINER * 3 / 4);
            assertThat(status(api, "Threads")).isLessThan(MOST_THREADS);
        }
    }

    @Test
    void moreHalfSentRequestsThanThereArePlacesFitIntoTheHeap() throws IOException {
        String half = "GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(12 << 10);
        List<Socket> clients = new ArrayList<>();
        try (Api api = start("").awaitReady()) {
            for (int i = 0; i < PLACES * 12 / 10; i++) {
                Socket client = new Socket(api.base().getHost(), api.base().getPort());
                clients.add(client);
                client.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(api.predict(single()).statusCode()).isEqualTo(200);
            }

            assertThat(api.log()).doesNotContain("OutOfMemoryError");
            assertThat(status(api, "VmHWM") * 1024).isLessThan(CONTAINER * 3 / 4);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void runsOnAReadOnlyDiskWithASmallTemporaryFolder() throws Exception {
        Path mount = Files.createDirectory(directory.resolve("small"));
        String prepare = "mount --make-rprivate / && mount -t tmpfs -o size=8m tmpfs %s && mount -o remount,ro,bind /"
                .formatted(mount);
        try (Program allowed = Program.start(
                Checkout.ROOT, Map.of(), List.of("unshare", "--mount", "bash", "-c", prepare + " && true"))) {
            assumeTrue(allowed.await(20) == 0, "This user may not mount a read-only root: " + allowed.output());
        }
        List<String> command = List.of(
                "unshare", "--mount", "bash", "-c", prepare + " && exec " + DISTRIBUTION.resolve("bin/api-service"));
        try (Api api = Api.start(store, variables("-Djava.io.tmpdir=" + mount), command)
                .awaitReady()) {
            assertThat(api.predict(single()).statusCode()).isEqualTo(200);
        }
    }

    private static Api start(String options) {
        return Api.start(store, variables(options), command());
    }

    private static List<String> command() {
        return List.of(DISTRIBUTION.resolve("bin/api-service").toString());
    }

    private static Map<String, String> variables(String options) {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", options);
    }

    private static String single() {
        return "{\"features\":" + ROW + "}";
    }

    private static long limit(List<String> options, String pattern) {
        return options.stream()
                .map(Pattern.compile(pattern)::matcher)
                .filter(Matcher::matches)
                .mapToLong(limit -> Long.parseLong(limit.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No limit like " + pattern));
    }

    private static long status(Api api, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + api.pid() + "/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> filesUnder(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }
}
