package dev.tryops.registry.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStore.ReadOutcome;
import dev.tryops.registry.ObjectStore.WriteOutcome;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.StoreUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each answer of S3 is taken for: a server that says what the test wrote down, and counts what it was asked. */
class S3AnswersTest {

    private static final byte[] BYTES = "bytes".getBytes(UTF_8);

    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private ObjectStore store;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
        store = Stores.open(
                new StoreLocation.Bucket("models", "team"),
                Map.of(
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ENDPOINT_URL_S3",
                        "http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void createAsksForAbsenceAndReplaceForTheTag() {
        script.add(Answer.ok("one"));
        script.add(Answer.ok("two"));

        assertThat(store.create("a/b.json", BYTES)).isEqualTo(new WriteOutcome.Written("\"one\""));
        assertThat(store.replace("a/b.json", "\"one\"", BYTES)).isEqualTo(new WriteOutcome.Written("\"two\""));

        assertThat(asked)
                .containsExactly(
                        "PUT /models/team/a/b.json if-none-match=* if-match=null",
                        "PUT /models/team/a/b.json if-none-match=null if-match=\"one\"");
    }

    @Test
    void aFailedPreconditionIsARefusal() {
        script.add(Answer.error(412, "PreconditionFailed"));
        script.add(Answer.error(404, "NoSuchKey"));

        assertThat(store.create("a", BYTES)).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(store.replace("a", "\"t\"", BYTES)).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aConflictIsSentAgain() {
        script.add(Answer.error(409, "ConditionalRequestConflict"));
        script.add(Answer.error(409, "ConditionalRequestConflict"));
        script.add(Answer.ok("tag"));

        assertThat(store.create("a", BYTES)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(asked).hasSize(3);
    }

    @Test
    void conflictsWithoutEndEndInAnUnknownOutcome() {
        for (int i = 0; i < 50; i++) {
            script.add(Answer.error(409, "ConditionalRequestConflict"));
        }

        assertThat(store.create("a", BYTES)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(asked).hasSizeBetween(2, 10);
    }

    @Test
    void anErrorAfterSendingIsUnknownAndNothingIsSentTwice() {
        script.add(Answer.error(500, "InternalError"));
        assertThat(store.create("a", BYTES)).isInstanceOf(WriteOutcome.Unknown.class);
        script.add(Answer.error(503, "SlowDown"));
        assertThat(store.replace("a", "\"t\"", BYTES)).isInstanceOf(WriteOutcome.Unknown.class);
        script.add(Answer.HANG_UP);
        assertThat(store.create("a", BYTES)).isInstanceOf(WriteOutcome.Unknown.class);
        script.add(Answer.ok("x"));
        script.add(Answer.HANG_UP); // also on a connection that was kept alive
        store.create("a", BYTES);
        assertThat(store.create("a", BYTES)).isInstanceOf(WriteOutcome.Unknown.class);

        assertThat(asked).hasSize(5);
    }

    @Test
    void whatIsNotAllowedFailsAtOnceAndSaysWhatToCheck() {
        script.add(Answer.error(403, "AccessDenied"));
        assertThatThrownBy(() -> store.create("a", BYTES))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("AccessDenied")
                .hasMessageContaining("policy");
        script.add(Answer.error(404, "NoSuchBucket"));
        assertThatThrownBy(() -> store.replace("a", "\"t\"", BYTES))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("MODEL_STORE");
        assertThat(asked).hasSize(2);
    }

    @Test
    void aMissingBucketIsNotAMissingKey() {
        script.add(Answer.error(404, "NoSuchBucket"));
        assertThatThrownBy(() -> store.read("a")).isInstanceOf(StoreUnavailable.class);
        script.add(Answer.error(404, "NoSuchKey"));
        assertThat(store.read("a")).isEmpty();
    }

    @Test
    void readsAreRepeatedUntilTheyAreWhole() {
        script.add(Answer.error(500, "InternalError"));
        script.add(Answer.TRUNCATED);
        script.add(Answer.ok("tag"));

        assertThat(store.read("a").orElseThrow().bytes()).isEqualTo("<ok/>".getBytes(UTF_8));
        assertThat(asked).hasSize(3);
    }

    @Test
    void bytesThatDoNotMatchTheirChecksumAreAskedForAgain() {
        script.add(Answer.DAMAGED);
        script.add(Answer.ok("tag"));

        assertThat(store.read("a").orElseThrow().bytes()).isEqualTo("<ok/>".getBytes(UTF_8));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aReadThatNeverSucceedsIsUnavailable() {
        for (int i = 0; i < 10; i++) {
            script.add(Answer.error(500, "InternalError"));
        }

        assertThatThrownBy(() -> store.read("a")).isInstanceOf(StoreUnavailable.class);
        assertThat(asked).hasSizeBetween(2, 5);
    }

    @Test
    void anUnchangedObjectIsNotSentAgain() {
        script.add(new Answer(304, "", null));

        assertThat(store.readIfChanged("a", "\"t\"")).isInstanceOf(ReadOutcome.Unchanged.class);
        assertThat(asked).containsExactly("GET /models/team/a if-none-match=\"t\" if-match=null");
    }

    @Test
    void aRegionIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stores.open(new StoreLocation.Bucket("models", ""), Map.of()))
                .withMessageContaining("AWS_REGION");
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        asked.add("%s %s if-none-match=%s if-match=%s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("If-None-Match"),
                        exchange.getRequestHeaders().getFirst("If-Match")));
        exchange.getRequestBody().readAllBytes();
        Answer answer = script.isEmpty() ? Answer.error(500, "NotInTheScript") : script.removeFirst();
        if (answer == Answer.HANG_UP) {
            exchange.close();
            return;
        }
        byte[] body = answer.body.getBytes(UTF_8);
        if (answer.tag != null) {
            exchange.getResponseHeaders().set("ETag", "\"" + answer.tag + "\"");
        }
        if (answer.status == 200
                && "ENABLED".equals(exchange.getRequestHeaders().getFirst("x-amz-checksum-mode"))) {
            exchange.getResponseHeaders().set("x-amz-checksum-crc32", crc32(Answer.ok("").body));
        }
        if (answer == Answer.TRUNCATED) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(answer.status, answer.status == 304 ? -1 : body.length);
        if (answer.status != 304) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String crc32(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(UTF_8));
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private record Answer(int status, String body, String tag) {
        static final Answer HANG_UP = new Answer(0, "", null);
        static final Answer DAMAGED = new Answer(200, "<ko/>", "tag");
        static final Answer TRUNCATED = new Answer(200, "half", "tag");

        static Answer ok(String tag) {
            return new Answer(200, "<ok/>", tag);
        }

        static Answer error(int status, String code) {
            return new Answer(status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>", null);
        }
    }
}
