package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make run} and {@code make train} do once the jars are built. */
class MakeRunIT {

    private static final Pattern CURL = Pattern.compile("curl -s (\\S+) -H 'Content-Type: application/json' -d '(.+)'");
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void trainsServesPrintsACurlThatWorksAndStopsCleanly() throws Exception {
        int port = Ports.free();
        try (Program run = script("run", Map.of("PORT", "" + port))) {
            await().atMost(A_MINUTE).until(() -> CURL.matcher(run.output()).find() || !run.isAlive());
            Store store = new Store(directory);
            assertThat(run.output())
                    .contains("--random-state 42")
                    .contains(store.pointer().modelVersion() + ", revision 1 of production")
                    .contains("accuracy", "ROC-AUC")
                    .contains("http://127.0.0.1:" + port);
            assertThat(tryTheCurlOf(run.output())).contains("\"prediction\"");

            try (Program training = script("train", Map.of())) {
                assertThat(training.await(60)).as(training.output()).isZero();
                assertThat(training.output()).doesNotContain("--random-state 42");
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> run.output().contains("Now serving"));
            assertThat(tryTheCurlOf(run.output()))
                    .contains(store.pointer().modelVersion().value());
            assertThat(store.pointer().revision()).isEqualTo(2);

            run.interrupt();
            assertThat(run.await(30)).as(run.output()).isZero();
            assertThat(run.output()).contains("Stopped.").doesNotContain("Exception");
        }
    }

    @Test
    void runsTheSameJobOnALocalS3ServerAndStopsThatToo() throws Exception {
        int s3Port = Ports.free();
        try (Program run = script("run-s3", Map.of("PORT", "" + Ports.free(), "S3_PORT", "" + s3Port))) {
            await().atMost(A_MINUTE).until(() -> CURL.matcher(run.output()).find() || !run.isAlive());
            assertThat(run.output()).contains("s3://models", "revision 1 of production");
            assertThat(tryTheCurlOf(run.output())).contains("\"prediction\"");

            run.interrupt();
            assertThat(run.await(30)).as(run.output()).isZero();
            await().atMost(Duration.ofSeconds(10)).until(() -> isFree(s3Port));
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aPortInUseIsSaidBeforeAnythingIsTrained() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program run = script("run", Map.of("PORT", "" + taken.getLocalPort()))) {
            assertThat(run.await(30)).isEqualTo(1);
            assertThat(run.output())
                    .contains("Port " + taken.getLocalPort() + " is in use")
                    .contains("make run PORT=")
                    .doesNotContain("Training");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void trainsOnAFileOfTheUsersOwn() throws IOException {
        Path csv = CreditCsv.write(directory.resolve("own.csv"), true, 500, 3);
        Path store = directory.resolve("store");
        try (Program training =
                script("train", Map.of("DATA", csv.toString(), "TARGET", "approved", "STORE", store.toString()))) {
            assertThat(training.await(60)).as(training.output()).isZero();
        }

        Store trained = new Store(store);
        assertThat(trained.metadata(trained.pointer().modelVersion()).schema().featureNames())
                .containsExactly("age", "income");
    }

    @Test
    void aHoldIsRespectedAndTheMessageSaysHowToLiftIt() {
        Store store = new Store(directory);
        Training.synthetic(directory, 500, 1);
        Training.synthetic(directory, 500, 2);
        try (Program rollback = tryops("rollback", "--reason", "worse", "--yes")) {
            assertThat(rollback.await(30)).as(rollback.output()).isZero();
        }

        try (Program training = script("train", Map.of())) {
            assertThat(training.await(60)).isEqualTo(4);
            assertThat(training.output())
                    .contains("unhold", store.pointer().modelVersion().value());
        }
        assertThat(store.pointer().revision()).isEqualTo(3);

        try (Program unhold = tryops("unhold", "--reason", "understood", "--yes");
                Program history = tryops("history")) {
            assertThat(unhold.await(30)).as(unhold.output()).isZero();
            assertThat(history.await(30)).isZero();
        }
        Training.synthetic(directory, 500, 3);
        assertThat(store.pointer().revision()).isEqualTo(5);
    }

    private Program script(String name, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(
                Map.of("JAVA_HOME", System.getProperty("java.home"), "STORE", directory.toString(), "SAMPLES", "1000"));
        environment.put("PREDICTION_STORE", directory.resolve("predictions").toString());
        environment.putAll(variables);
        return Program.start(
                Checkout.ROOT,
                environment,
                List.of("bash", Checkout.ROOT.resolve("scripts/" + name).toString()));
    }

    private Program tryops(String... args) {
        List<String> command = new java.util.ArrayList<>(
                List.of("bash", Checkout.ROOT.resolve("tryops").toString()));
        command.addAll(List.of(args));
        return Program.start(
                Checkout.ROOT,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "MODEL_STORE", directory.toString()),
                command);
    }

    private static String tryTheCurlOf(String output) throws IOException, InterruptedException {
        Matcher curl = CURL.matcher(output);
        assertThat(curl.find()).as(output).isTrue();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(curl.group(1)))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(curl.group(2)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
