package dev.tryops.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tryops.model.ExitCode;
import dev.tryops.model.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data in a bucket, of a server that knows HeadObject, GetObject with ranges, and ListObjectsV2. */
class BucketDataTest {

    private static final String HEADER = "age,income,approved\n";

    @TempDir
    Path directory;

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, Instant> modified = new ConcurrentHashMap<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private volatile int bytesBeforeTheConnectionBreaks = Integer.MAX_VALUE;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsAnObject() throws IOException {
        objects.put("exports/a.csv", (HEADER + rows(0, 200)).getBytes(UTF_8));

        Program run = train("s3://data/exports/a.csv");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).contains("200 rows x 2 features from a.csv");
        assertThat(publishedDigest()).isEqualTo(Sha256.hex(objects.get("exports/a.csv")));
    }

    @Test
    void readsAllThatAPrefixHasOrAGlobMatches() throws IOException {
        objects.put("exports/a.csv", (HEADER + rows(0, 100)).getBytes(UTF_8));
        objects.put("exports/b.csv.gz", gzip(HEADER + rows(100, 200)));
        objects.put("exports/readme.txt", "not data".getBytes(UTF_8));

        assertThat(train("s3://data/exports/").out()).contains("200 rows x 2 features from 2 files");
        assertThat(train("s3://data/exports/*.gz").out()).contains("100 rows x 2 features from b.csv.gz");
    }

    @Test
    void readsParquet() throws IOException {
        objects.put("p", Files.readAllBytes(Path.of("src/test/resources/parquet/snappy.parquet")));

        Program run = train("s3://data/p", "--missing", "impute");

        assertThat(run.out()).as(run.err()).contains("400 rows x 6 features from p");
    }

    @Test
    void goesOnWhereAConnectionBroke() throws IOException {
        objects.put("a.csv", (HEADER + rows(0, 20_000)).getBytes(UTF_8));
        bytesBeforeTheConnectionBreaks = 100_000;

        Program run = train("s3://data/a.csv");

        assertThat(run.out()).as(run.err()).contains("20,000 rows x 2 features from a.csv");
        assertThat(publishedDigest()).isEqualTo(Sha256.hex(objects.get("a.csv")));
        assertThat(ranges).isNotEmpty().allMatch(range -> range.matches("bytes=\\d+- if-match=\"tag\""));
    }

    @Test
    void refusesAnObjectThatThereIsNot() {
        assertThat(refusal("s3://data/absent.csv")).contains("s3://data/absent.csv names no object");
        assertThat(refusal("s3://data/absent/*.csv")).contains("names no object");
    }

    @Test
    void refusesABucketThatThereIsNot() {
        assertThat(refusal("s3://absent/a.csv")).contains("s3://absent/a.csv: there is no such bucket");
    }

    @Test
    void refusesObjectsWithDifferentHeaders() {
        objects.put("a.csv", (HEADER + rows(0, 10)).getBytes(UTF_8));
        objects.put("b.csv", "age,approved\n1,0\n".getBytes(UTF_8));

        assertThat(refusal("s3://data/")).contains("s3://data/b.csv has another header than s3://data/a.csv");
    }

    @Test
    void refusesABucketWithoutARegion() {
        Program run = Program.run("--data", "s3://data/a.csv", "--store", directory.toString());

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("s3://data", "AWS_REGION");
    }

    @Test
    void theNewestObjectSaysHowOldTheDataIs() {
        objects.put("a.csv", (HEADER + rows(0, 1_000)).getBytes(UTF_8));
        objects.put("b.csv", (HEADER + rows(1_000, 2_000)).getBytes(UTF_8));
        modified.put("a.csv", Instant.now().minus(Duration.ofDays(30)));
        modified.put("b.csv", Instant.now().minus(Duration.ofDays(8)));

        Program old = promote("s3://data/");
        modified.put("a.csv", Instant.now());
        Program fresh = promote("s3://data/");

        assertThat(old.code()).as(old.err()).isEqualTo(ExitCode.REFUSED);
        assertThat(old.err())
                .contains(
                        "data_too_old: The newest data is 8.0 days old, more than 7.0: look whether the export still runs");
        assertThat(fresh.err()).doesNotContain("data_too_old");
    }

    private Program promote(String location) {
        return run("--data", location, "--store", directory.resolve("store").toString(), "--policy", "strict");
    }

    private String refusal(String location) {
        Program run = train(location);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(run.err()).doesNotContain("\tat ", "Exception");
        assertThat(directory.resolve("store")).doesNotExist();
        return run.err();
    }

    @Test
    void aRunGoesOnWithTheRowsOfAnObjectUntilThatChanges() throws IOException {
        objects.put("a.csv", (HEADER + rows(0, 200)).getBytes(UTF_8));
        Files.createDirectory(directory.resolve("store"));
        Files.writeString(directory.resolve("store/models"), "a file where a folder has to be");
        String[] options = {
            "--job-repository", "jdbc:h2:file:" + directory.resolve("jobs"), "--work-dir", directory.toString()
        };

        assertThat(train("s3://data/a.csv", options).code()).isEqualTo(ExitCode.FAILURE);
        assertThat(train("s3://data/a.csv", options).out()).contains("ingest    kept from the run of");
        objects.put("a.csv", (HEADER + rows(0, 210)).getBytes(UTF_8));
        assertThat(train("s3://data/a.csv", options).out()).contains("ingest    210 rows");
        assertThat(train("s3://data/absent.csv", options).code()).isEqualTo(ExitCode.BAD_DATA);
    }

    private Program train(String location, String... options) {
        List<String> args = new ArrayList<>(List.of(
                "--data", location, "--store", directory.resolve("store").toString(), "--no-auto-promote"));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    private Program run(String... args) {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        return Program.run(Map.of("AWS_REGION", "us-east-1", "AWS_ENDPOINT_URL_S3", endpoint), args);
    }

    private String publishedDigest() throws IOException {
        try (var files = Files.list(directory.resolve("store/metadata"))) {
            String metadata = Files.readString(files.findFirst().orElseThrow());
            return metadata.replaceFirst("(?s).*\"data_sha256\"\\s*:\\s*\"([0-9a-f]{64})\".*", "$1");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!path.startsWith("/data")) {
            error(exchange, "NoSuchBucket");
        } else if (String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type=2")) {
            list(exchange);
        } else if (objects.containsKey(path.substring("/data/".length()))) {
            get(exchange, path.substring("/data/".length()));
        } else {
            error(exchange, "NoSuchKey");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String prefix = exchange.getRequestURI().getQuery().replaceFirst(".*prefix=([^&]*).*", "$1");
        String contents = new TreeMap<>(objects)
                .keySet().stream()
                        .filter(key -> key.startsWith(prefix))
                        .map("<Contents><Key>%s</Key></Contents>"::formatted)
                        .collect(Collectors.joining());
        send(
                exchange,
                200,
                ("<ListBucketResult><IsTruncated>false</IsTruncated>" + contents + "</ListBucketResult>")
                        .getBytes(UTF_8));
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        byte[] object = objects.get(key);
        if (modified.containsKey(key)) {
            exchange.getResponseHeaders()
                    .add(
                            "Last-Modified",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    modified.get(key).atOffset(ZoneOffset.UTC)));
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("ETag", "\"tag\"");
            exchange.getResponseHeaders().add("Content-Length", String.valueOf(object.length));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = 0;
        if (range != null) {
            ranges.add(range + " if-match=" + exchange.getRequestHeaders().getFirst("If-Match"));
            from = Integer.parseInt(range.replaceAll("\\D", ""));
        }
        exchange.getResponseHeaders().add("ETag", "\"tag\"");
        exchange.sendResponseHeaders(range == null ? 200 : 206, object.length - from);
        OutputStream out = exchange.getResponseBody();
        out.write(object, from, Math.min(object.length - from, bytesBeforeTheConnectionBreaks));
        out.flush();
        exchange.close();
    }

    private static void error(HttpExchange exchange, String code) throws IOException {
        send(exchange, 404, "<Error><Code>%s</Code></Error>".formatted(code).getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> i * 31 % 97 + "," + i * 17 % 89 + "," + i % 2 + "\n")
                .collect(Collectors.joining());
    }
}
