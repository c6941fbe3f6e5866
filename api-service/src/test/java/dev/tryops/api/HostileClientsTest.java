package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are slow, greedy or silent, on a service with few places; the others must hardly notice. */
class HostileClientsTest {

    private static final String GOOD = "{\"features\":{\"age\":30,\"debt_ratio\":0.2,\"member\":true}}";
    private static final int CONNECTIONS = 50;
    private static final int THREADS = 8;
    private static final String POST = "POST /v1/predict HTTP/1.1\nHost: x\nContent-Type: application/json\n";
    private static final int MIB = 1 << 20;

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(
                store,
                "--server.tomcat.max-connections=" + CONNECTIONS,
                "--server.tomcat.threads.max=" + THREADS,
                "--tryops.traffic.body-timeout=3");
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        await().atMost(Duration.ofSeconds(10)).until(() -> api.get("/ready").status() == 200);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void silentConnectionsBeyondTheLimitKeepNobodyOut() {
        try (Attack attack = new Attack(CONNECTIONS * 6 / 5, i -> http -> {})) {
            assertOthersAreServed(attack);
        }
    }

    @Test
    void headersSentByteByByteKeepNobodyOut() {
        try (Attack attack = new Attack(CONNECTIONS * 6 / 5, i -> trickle("GET / HTTP/1.1\nHost: x\nX-Filler: " + i))) {
            assertOthersAreServed(attack);
        }
    }

    @Test
    void bodiesSentByteByByteKeepNobodyOut() {
        try (Attack attack = new Attack(4 * THREADS, i -> trickle(POST + "Content-Length: 1000\n\n"))) {
            assertOthersAreServed(attack);
        }
    }

    @Test
    void bodiesThatNeverComeKeepNobodyOut() {
        try (Attack attack = new Attack(4 * THREADS, i -> http -> http.send(POST + "Content-Length: 1000\n\n"))) {
            assertOthersAreServed(attack);
        }
    }

    @Test
    void bodiesThatNobodyReadsKeepNobodyOut() {
        String unread = "POST /no/such/route HTTP/1.1\nHost: x\nContent-Length: 1000000\n\n";
        try (Attack attack = new Attack(4 * THREADS, i -> trickle(unread))) {
            assertOthersAreServed(attack);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600\n\n", "Transfer-Encoding: chunked\n\n"})
    void bodiesOf100MegabytesAreRefusedEarlyAndKeepNobodyOut(String framing) {
        try (Attack attack = new Attack(4, i -> http -> pour(http, framing))) {
            assertOthersAreServed(attack);
            assertThat(attack.endedBy(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void floodsOfHeadersKeepNobodyOut() {
        String many = "GET / HTTP/1.1\nHost: x\n" + "A: b\n".repeat(10_000) + "\n";
        String large = "GET / HTTP/1.1\nHost: x\nX: " + "a".repeat(MIB) + "\n\n";
        try (Attack attack = new Attack(CONNECTIONS / 2, i -> http -> http.send(i % 2 == 0 ? many : large))) {
            assertOthersAreServed(attack);
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIs408() {
        try (RawHttp slow = new RawHttp(api.port());
                Attack attack = new Attack(0, i -> http -> {})) {
            attack.submit(slow, trickle(POST + "Content-Length: 1000\n\n"));

            assertThat(slow.readToEnd())
                    .startsWith("HTTP/1.1 408")
                    .contains("Connection: close\r\n", "application/problem+json", "X-Request-ID: ");
        }
    }

    @Test
    void aBodyThatStopsComingIs408() {
        try (RawHttp slow = new RawHttp(api.port())) {
            slow.send(POST + "Content-Length: 1000\n\n{");

            assertThat(slow.readToEnd())
                    .startsWith("HTTP/1.1 408")
                    .contains("Connection: close\r\n", "application/problem+json", "X-Request-ID: ");
        }
    }

    @Test
    void aBodyThatIsTooLargeIs413OnAClosedConnectionBeforeItsEnd() {
        try (RawHttp http = new RawHttp(api.port());
                Attack attack = new Attack(0, i -> h -> {})) {
            attack.submit(http, h -> pour(h, "Content-Length: 104857600\n\n"));

            assertThat(http.readToEnd()).startsWith("HTTP/1.1 413").contains("Connection: close\r\n");
        }
    }

    @Test
    void aCompressedBodyIsNotUnpacked() throws IOException {
        java.io.ByteArrayOutputStream bomb = new java.io.ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 100; i++) {
                zip.write(new byte[MIB]);
            }
        }
        try (RawHttp http = new RawHttp(api.port())) {
            http.send(POST + "Content-Encoding: gzip\nConnection: close\nContent-Length: " + bomb.size() + "\n\n");
            http.sendBytes(bomb.toByteArray());

            assertThat(http.readToEnd()).startsWith("HTTP/1.1 415");
        }
    }

    @Test
    void formsAndFilesAreNotReadEither() {
        for (String type : List.of("multipart/form-data; boundary=x", "application/x-www-form-urlencoded")) {
            String answer = RawHttp.exchange(
                    api.port(),
                    "POST /v1/predict HTTP/1.1\nHost: x\nConnection: close\nContent-Type: " + type
                            + "\nContent-Length: 9\n\na=b&c=d&e");

            assertThat(answer).startsWith("HTTP/1.1 415").contains("application/problem+json");
        }
    }

    /** Each of a few requests in a row, while the attack goes on, within 2 s; and memory stays where it was. */
    private static void assertOthersAreServed(Attack attack) {
        await().atMost(Duration.ofSeconds(5)).until(attack::begun);
        for (int i = 0; i < 4; i++) {
            long start = System.nanoTime();
            try (RawHttp http = new RawHttp(api.port())) {
                http.send(RawHttp.predict(GOOD));
                assertThat(http.readResponse()).startsWith("HTTP/1.1 200");
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).isLessThan(PATIENCE);
            assertThat(api.get("/health").status()).isEqualTo(200);
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static Client trickle(String head) {
        return http -> {
            http.send(head);
            for (int i = 0; i < 200; i++) {
                Thread.sleep(200);
                http.sendBytes("1".getBytes(StandardCharsets.US_ASCII));
            }
        };
    }

    /** 100 MiB, made while they are sent. */
    private static void pour(RawHttp http, String framing) throws IOException {
        http.send(POST + framing);
        byte[] piece = "1".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
        boolean chunked = framing.contains("chunked");
        for (int i = 0; i < 100 * MIB / piece.length; i++) {
            if (chunked) {
                http.send("10000\n");
            }
            http.sendBytes(piece);
            if (chunked) {
                http.send("\n");
            }
        }
    }

    private interface Client {
        void talk(RawHttp http) throws IOException, InterruptedException;
    }

    /** Many connections at once, each with a client that goes on until the server closes it or the attack ends. */
    private static final class Attack implements AutoCloseable {
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final List<RawHttp> connections = new ArrayList<>();
        private final Map<RawHttp, Future<?>> clients = new java.util.concurrent.ConcurrentHashMap<>();

        Attack(int size, IntFunction<Client> client) {
            for (int i = 0; i < size; i++) {
                submit(new RawHttp(api.port()), client.apply(i));
            }
        }

        void submit(RawHttp http, Client client) {
            connections.add(http);
            clients.put(http, threads.submit(() -> {
                client.talk(http);
                return null;
            }));
        }

        boolean begun() {
            return connections.size() == clients.size();
        }

        boolean endedBy(Duration patience) {
            await().atMost(patience).until(() -> clients.values().stream().allMatch(Future::isDone));
            return true;
        }

        @Override
        public void close() {
            threads.shutdownNow();
            connections.forEach(RawHttp::close);
        }
    }
}
