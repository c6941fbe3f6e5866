package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** {@code tryops teardown} empties 2,500 versions and delete markers on real S3 servers, over several pages. */
@Tag("faults")
class TeardownIT {

    /** Each has a version, and a delete marker on it: more than two pages. */
    private static final int OBJECTS = 1_250;

    private static final String ACCOUNT = "123456789012";
    private static final String BUCKET = "sam-mlops-production-models-" + ACCOUNT;
    private static final String FACTS = """
            {"environment": "production", "project": "sam-mlops", "region": "us-east-1", "account": "%s",
             "repositories": {"api": "sam-mlops-production-api", "training": "sam-mlops-production-training"},
             "cluster": {"name": "sam-mlops-production-eks", "version": "1.33", "end_of_standard_support": "2026-07-29",
                         "public_cidrs": []},
             "capacity": {"elastic_ips": 3, "on_demand_vcpus": 16, "spot_vcpus": 0, "elastic_ips_of_all_environments": 5},
             "singletons": {"github_oidc_provider_exists": false, "autoscaling_role_exists": false},
             "buckets": ["sam-mlops-production-models-{account}"], "charts": [],
             "stacks": ["bootstrap", "foundation", "github", "cluster", "platform"]}
            """.formatted(ACCOUNT);

    @TempDir
    Path directory;

    private HttpServer aws;

    @BeforeEach
    void anAccountWithoutACluster() throws IOException {
        Path facts = directory.resolve("infra/cdktf.out/preflight-production.json");
        Files.createDirectories(facts.getParent());
        Files.writeString(facts, FACTS);
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", TeardownIT::answer);
        aws.start();
    }

    @AfterEach
    void stop() {
        aws.stop(0);
    }

    @Test
    void onS3Mock() throws IOException {
        try (LocalS3 server = LocalS3.start()) {
            empties(server.port(), "local", "local");
        }
    }

    @Test
    void onAServerThatChecksSignatures() throws IOException {
        assumeTrue(
                Files.isExecutable(VersityGateway.PROGRAM), "'make target/versitygw' builds the server; it needs Go");
        try (VersityGateway server = VersityGateway.startVersioned(directory.resolve("versity"), ACCOUNT)) {
            empties(server.port(), ACCOUNT, VersityGateway.SECRET);
        }
    }

    private void empties(int port, String key, String secret) {
        try (S3Client s3 = client(port, key, secret)) {
            fill(s3);

            Tryops.Ended dryRun = teardown(port, key, secret, "--dry-run");
            Tryops.Ended refused = teardown(port, key, secret, "--yes-destroy", "staging");
            int kept = contents(s3);
            Tryops.Ended emptied = teardown(port, key, secret, "--yes-destroy", "production");

            assertThat(dryRun.output())
                    .contains(String.format(Locale.ROOT, "holds %1$,d versions and %1$,d delete markers", OBJECTS));
            assertThat(dryRun.code()).isZero();
            assertThat(refused.code()).as(refused.output()).isEqualTo(4);
            assertThat(kept).isPositive();
            assertThat(emptied.code()).as(emptied.output()).isZero();
            assertThat(emptied.output()).contains(String.format(Locale.ROOT, "%s: %,d deleted", BUCKET, 2 * OBJECTS));
            assertThat(contents(s3)).isZero();
            s3.deleteBucket(request -> request.bucket(BUCKET)); // which fails on one that is not empty
        }
    }

    private static void fill(S3Client s3) {
        s3.createBucket(request -> request.bucket(BUCKET));
        s3.putBucketVersioning(request -> request.bucket(BUCKET)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        List<String> keys = IntStream.range(0, OBJECTS)
                .mapToObj("models/%d & ü.onnx"::formatted)
                .toList();
        keys.parallelStream()
                .forEach(key -> s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString("x")));
        keys.stream()
                .gather(Gatherers.windowFixed(1_000))
                .forEach(some -> s3.deleteObjects(request -> request.bucket(BUCKET)
                        .delete(delete -> delete.objects(some.stream()
                                .map(key -> ObjectIdentifier.builder().key(key).build())
                                .toList()))));
    }

    /** On the first page. */
    private static int contents(S3Client s3) {
        ListObjectVersionsResponse page = s3.listObjectVersions(request -> request.bucket(BUCKET));
        return page.versions().size() + page.deleteMarkers().size();
    }

    private Tryops.Ended teardown(int port, String key, String secret, String... options) {
        Map<String, String> variables =
                new HashMap<>(LocalS3.storeAt(BUCKET, port).variables());
        variables.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + aws.getAddress().getPort());
        variables.put("AWS_ACCESS_KEY_ID", key);
        variables.put("AWS_SECRET_ACCESS_KEY", secret);
        String[] arguments = new String[options.length + 4];
        arguments[0] = "teardown";
        arguments[1] = "production";
        arguments[2] = "--infrastructure";
        arguments[3] = directory.resolve("infra").toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Tryops.run(new Store("s3://" + BUCKET, variables), arguments);
    }

    private static S3Client client(int port, String key, String secret) {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
                .build();
    }

    /** STS, EKS and the tagging service of an account in which nothing runs any more. */
    private static void answer(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().add("X-Amzn-ErrorType", "ResourceNotFoundException");
            send(exchange, 404, "{\"message\":\"No cluster found\"}");
        } else if (asked.contains("GetCallerIdentity")) {
            send(exchange, 200, """
                    <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::%1$s:user/olga</Arn>
                    <Account>%1$s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(ACCOUNT));
        } else {
            send(exchange, 200, "{\"ResourceTagMappingList\":[],\"PaginationToken\":\"\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
