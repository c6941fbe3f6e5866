package dev.tryops.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tryops.cli.aws.Caller;
import dev.tryops.cli.aws.UnknownCaller;
import dev.tryops.registry.StoreLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom a change names as its author, with STS's protocol spoken by a server on loopback. */
class CallerTest {

    private static final StoreLocation BUCKET = new StoreLocation.Bucket("models", "");
    private static final String OLGA = "arn:aws:sts::123456789012:assumed-role/operator/olga";
    private static final String IDENTITY = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
            <Arn>%s</Arn><UserId>AROA:olga</UserId><Account>123456789012</Account>
            </GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(OLGA);
    private static final String EXPIRED = """
            <ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code>
            <Message>The security token included in the request is expired</Message></Error></ErrorResponse>""";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer sts;
    private int status = 200;
    private String answer = IDENTITY;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        sts.createContext("/", this::answer);
        sts.start();
    }

    @AfterEach
    void stop() {
        sts.stop(0);
    }

    @Test
    void aChangeOfABucketNamesTheCallerAsStsKnowsThem() {
        assertThat(Caller.arn(BUCKET, atSts())).contains(OLGA);
        assertThat(asked).singleElement().asString().contains("Action=GetCallerIdentity");
    }

    @Test
    void aDirectoryAsksNobody() {
        assertThat(Caller.arn(new StoreLocation.Directory(Path.of("models")), atSts()))
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aServerThatIsNotAwsKnowsNoCallers() {
        assertThat(Caller.arn(BUCKET, Map.of("AWS_REGION", "eu-west-1", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")))
                .isEmpty();
    }

    @Test
    void awsThroughAnEndpointOfItsOwnDoesKnowThem() {
        Map<String, String> variables = Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ENDPOINT_URL_S3", "https://bucket.vpce-1a2b3c4d.s3.eu-west-1.vpce.amazonaws.com",
                "AWS_ENDPOINT_URL_STS", endpoint());

        assertThat(Caller.arn(BUCKET, variables)).contains(OLGA);
    }

    @Test
    void expiredCredentialsAreASentenceAndNoAuthor() {
        status = 403;
        answer = EXPIRED;

        Assertions.assertThatThrownBy(() -> Caller.arn(BUCKET, atSts()))
                .isInstanceOf(UnknownCaller.class)
                .hasMessageContaining("must name its author")
                .hasMessageContaining("expired");
    }

    private Map<String, String> atSts() {
        return Map.of("AWS_REGION", "eu-west-1", "AWS_ENDPOINT_URL_STS", endpoint());
    }

    private String endpoint() {
        return "http://127.0.0.1:" + sts.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        byte[] body = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
