package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod's service account token is exchanged for credentials, and S3 is asked with those and no others. */
class WebIdentityIT {

    private static final String CREDENTIALS = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult><Credentials>
                <AccessKeyId>ASIAFROMTHETOKEN</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
                <SessionToken>session</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
              </Credentials></AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>
            """;

    @TempDir
    Path directory;

    private final Queue<String> askedOfSts = new ConcurrentLinkedQueue<>();
    private final Queue<String> signedBy = new ConcurrentLinkedQueue<>();

    @Test
    void theRoleOfThePodIsAssumedWithItsToken() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "token-of-the-pod");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> environment = Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ENDPOINT_URL_S3",
                endpoint,
                "AWS_ENDPOINT_URL_STS",
                endpoint,
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString(),
                "AWS_ROLE_ARN",
                "arn:aws:iam::123456789012:role/api");
        List<String> command = Checkout.java("-jar", Checkout.CLI_JAR.toString(), "current", "--store", "s3://models");
        try (Program current = Program.start(directory, environment, command)) {
            assertThat(current.await(60)).as(current.output()).isEqualTo(1);
            assertThat(current.output()).contains("Nothing serves in production yet");
        } finally {
            server.stop(0);
        }

        assertThat(askedOfSts).singleElement().asString().contains("token-of-the-pod", "role%2Fapi");
        assertThat(signedBy).isNotEmpty().allMatch(header -> header.contains("Credential=ASIAFROMTHETOKEN/"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (exchange.getRequestMethod().equals("POST")) {
            askedOfSts.add(body);
            reply(exchange, 200, CREDENTIALS);
            return;
        }
        signedBy.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        boolean list = String.valueOf(exchange.getRequestURI().getQuery()).contains("list-type=2");
        if (list) {
            reply(exchange, 200, "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>");
        } else {
            reply(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
