package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Clients that are slow, greedy or silent, on a service with few places; the others must hardly notice. */
@ExtendWith(OutputCaptureExtension.class)
class HostileClientsTest {

    private static final String GOOD = "{\"features\":{\"age\":30,\"debt_ratio\":0.2,\"member\":true}}";
    private static final int CONNECTIONS = 50;
    private static final int THREADS = 8;
    private static final String POST = "POST /v1/predict HTTP/1.1\nHost: x\nContent-Type: application/json\n";
    private static final int MIB = 1 << 20;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration UNDER_ATTACK = Duration.ofSeconds(3);

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(
                store,
                "--server.tomcat.max-connections=" + CONNECTIONS,
                "--server.tomcat.threads.max=" + THREADS,
                "--tryops.traffic.body-timeout=" + BODY_TIMEOUT.toSeconds());
        api.serve(TestModels.bundle(TestModels.version(1), 0));
        api.awaitReady();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void silentConnectionsBeyondTheLimitKeepNobodyOut() {
        try (Attack attack = new Attack(CONNECTIONS * 6 / 5, i -> http -> http.awaitClose())) {
            assertOthersAreServed(attack, HostileClientsTest::takesConnections);
        }
    }

    @Test
    void headersSentByteByByteKeepNobodyOut() {
        try (Attack attack = new Attack(CONNECTIONS * 6 / 5, i -> trickle("GET / HTTP/1.1\nHost: x\nX-Filler: " + i))) {
            assertOthersAreServed(attack, HostileClientsTest::takesConnections);
        }
    }

    @Test
    void bodiesSentByteByByteKeepNobodyOut() {
        try (Attack attack = new Attack(4 * THREADS, i -> trickle(POST + "Content-Length: 1000\n\n"))) {
            assertOthersAreServed(attack, HostileClientsTest::takesThreads);
        }
    }

    @Test
    void bodiesThatNeverComeKeepNobodyOut() {
        try (Attack attack = new Attack(4 * THREADS, i -> http -> {
            http.send(POST + "Content-Length: 1000\n\n");
            http.awaitClose();
        })) {
            assertOthersAreServed(attack, HostileClientsTest::takesThreads);
        }
        assertThat(api.get("/metrics").text())
                .contains(
                        "prediction_requests_total{endpoint=\"/v1/predict\",model_version=\"none\",status=\"refused\"}");
    }

    @Test
    void bodiesThatNobodyReadsKeepNobodyOut() {
        String post = "POST /no/such/route HTTP/1.1\nHost: x\n";
        String get = "GET /health HTTP/1.1\nHost: x\n";
        List<String> heads = List.of(
                post + "Content-Length: 1000000\n\n",
                get + "Content-Length: 1000000\n\n",
                get + "Transfer-Encoding: chunked\n\n100000\n");
        try (Attack attack = new Attack(6 * THREADS, i -> trickle(heads.get(i % heads.size())))) {
            assertOthersAreServed(attack, HostileClientsTest::takesThreads);
        }
    }

    @Test
    void whatIsSentBesideChunksKeepsNobodyOut() {
        String chunked = POST + "Transfer-Encoding: chunked\n\n";
        List<String> heads = List.of(
                chunked + "1;",
                chunked + "1\n1\n0\nX: ",
                "GET /health HTTP/1.1\nHost: x\n" + "Transfer-Encoding: chunked\n\n1;");
        try (Attack attack = new Attack(6 * THREADS, i -> trickle(heads.get(i % heads.size())))) {
            assertOthersAreServed(attack, HostileClientsTest::takesThreads);
        }
    }

    @Test
    void answersThatNobodyReadsKeepNobodyOut() {
        String many = "GET /metrics HTTP/1.1\nHost: x\n\n".repeat(2_000);
        try (Attack attack = new Attack(4 * THREADS, 1_024, i -> http -> {
            http.send(many);
            new CountDownLatch(1).await(); // and reads nothing
        })) {
            assertOthersAreServed(attack, HostileClientsTest::takesThreads);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 104857600\n\n", "Transfer-Encoding: chunked\n\n"})
    void bodiesOf100MegabytesAreRefusedEarlyAndKeepNobodyOut(String framing) {
        try (Attack attack = new Attack(4, i -> http -> pour(http, framing))) {
            assertOthersAreServed(attack, () -> attack.rounds() >= 4, Duration.ofSeconds(1));
        }
    }

    @Test
    void floodsOfHeadersKeepNobodyOut() {
        String many = "GET / HTTP/1.1\nHost: x\n" + "A: b\n".repeat(10_000) + "\n";
        String large = "GET / HTTP/1.1\nHost: x\nX: " + "a".repeat(MIB) + "\n\n";
        try (Attack attack = new Attack(CONNECTIONS / 2, i -> http -> http.send(i % 2 == 0 ? many : large))) {
            assertOthersAreServed(attack, () -> attack.rounds() >= CONNECTIONS / 2, Duration.ofSeconds(1));
        }
    }

    @Test
    void aBodyIsCutOffInTimeInTheMiddleOfWhatIsSentBesideIt() {
        long start = System.nanoTime();
        try (RawHttp extension = new RawHttp(api.port());
                RawHttp trailer = new RawHttp(api.port());
                Attack attack = new Attack(0, i -> http -> {})) {
            attack.submit(extension, trickle(POST + "Transfer-Encoding: chunked\n\n1;"));
            attack.submit(trailer, trickle(POST + "Transfer-Encoding: chunked\n\n1\n1\n0\nX: "));

            assertThat(extension.readToEnd()).startsWith("HTTP/1.1 408").contains("did not arrive within");
            assertThat(trailer.readToEnd()).startsWith("HTTP/1.1 408").contains("did not arrive within");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BODY_TIMEOUT.plusSeconds(1));
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
    void aBodyThatIsTooLargeIs413EvenIfItNeverComes() {
        long start = System.nanoTime();
        try (RawHttp http = new RawHttp(api.port())) {
            http.send(POST + "Content-Length: 104857600\n\n");

            assertThat(http.readToEnd()).startsWith("HTTP/1.1 413").contains("Connection: close\r\n");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/predict, application/json, 104857600, 413",
        "/v1/predict, text/plain, 10, 415",
        "/no/such/route, application/json, 10, 404"
    })
    void whoAsksBeforeSendingABodyThatIsNotWantedHearsSoAtOnce(String path, String type, int length, int status) {
        try (RawHttp http = new RawHttp(api.port())) {
            http.send("POST " + path + " HTTP/1.1\nHost: x\nExpect: 100-continue\nContent-Type: " + type
                    + "\nContent-Length: " + length + "\n\n");

            assertThat(http.readToEnd()).startsWith("HTTP/1.1 " + status).contains("Connection: close\r\n");
        }
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOn() {
        try (RawHttp http = new RawHttp(api.port())) {
            http.send(POST + "Expect: 100-continue\nContent-Length: " + GOOD.length() + "\n\n");
            assertThat(http.readHead()).startsWith("HTTP/1.1 100");
            http.send(GOOD);

            assertThat(http.readResponse()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void clientsThatLeaveInTheMiddleAreNoErrors(CapturedOutput output) {
        String many = "GET /metrics HTTP/1.1\nHost: x\n\n".repeat(1_000);
        for (String left : List.of(
                "POST /no/such/route HTTP/1.1\nHost: x\nContent-Length: 1000\n\n{",
                POST + "Content-Length: 104857600\n\n{",
                POST + "Content-Length: 1000\n\n{",
                POST + "Transfer-Encoding: chunked\n\n1\n{",
                many)) {
            try (RawHttp http = new RawHttp(api.port(), 1_024)) {
                http.send(left);
                await().until(() -> api.busyThreads() > 0);
                http.abort();
            }
            await().until(() -> api.busyThreads() == 0);
        }

        assertThat(output.getAll()).doesNotContain("ERROR");
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

    /** From when the attack can be felt, for as long as it takes any wait to show; and memory stays where it was. */
    private static void assertOthersAreServed(Attack attack, BooleanSupplier felt) {
        assertOthersAreServed(attack, felt, UNDER_ATTACK);
    }

    private static void assertOthersAreServed(Attack attack, BooleanSupplier felt, Duration time) {
        long before = usedMemory();
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5)).until(felt::getAsBoolean);
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
            assertThat(took(RawHttp.predict(GOOD))).isLessThan(Duration.ofSeconds(3));
            assertThat(took("GET /health HTTP/1.1\nHost: x\n\n")).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(attack.rounds()).isPositive();
        assertThat(usedMemory() - before).isLessThan(64 * MIB);
    }

    private static Duration took(String request) {
        long start = System.nanoTime();
        try (RawHttp http = new RawHttp(api.port())) {
            http.send(request);
            assertThat(http.readResponse()).startsWith("HTTP/1.1 200");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean takesConnections() {
        return api.server().getConnectionCount() >= CONNECTIONS * 7 / 8;
    }

    private static boolean takesThreads() {
        return api.busyThreads() > THREADS / 2;
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

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

    /** Many connections at once, each with a client that comes again whenever the server has closed it, until the end. */
    private static final class Attack implements AutoCloseable {
        private static final Duration BEFORE_COMING_AGAIN = Duration.ofMillis(100);

        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final Set<RawHttp> connections = ConcurrentHashMap.newKeySet();
        private final AtomicInteger rounds = new AtomicInteger();
        private final int receiveBuffer;

        Attack(int size, IntFunction<Client> client) {
            this(size, 0, client);
        }

        Attack(int size, int receiveBuffer, IntFunction<Client> client) {
            this.receiveBuffer = receiveBuffer;
            for (int i = 0; i < size; i++) {
                Client each = client.apply(i);
                threads.submit(() -> comeAgainAndAgain(each));
            }
        }

        private Void comeAgainAndAgain(Client client) throws InterruptedException {
            while (!threads.isShutdown()) {
                try (RawHttp http = new RawHttp(api.port(), receiveBuffer)) {
                    rounds.incrementAndGet();
                    connections.add(http);
                    client.talk(http);
                    http.awaitClose();
                } catch (IOException | UncheckedIOException e) {
                    Thread.sleep(BEFORE_COMING_AGAIN);
                }
            }
            return null;
        }

        /** One client more, that comes once. */
        void submit(RawHttp http, Client client) {
            connections.add(http);
            threads.submit(() -> {
                client.talk(http);
                return null;
            });
        }

        /** How often a client has come. */
        int rounds() {
            return rounds.get();
        }

        @Override
        public void close() {
            threads.shutdownNow();
            connections.forEach(RawHttp::close);
        }
    }
}
