package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.predictions.PredictionLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The log of predictions when its store goes away, and when its service dies. */
@Tag("faults")
class PredictionLogFaultsIT {

    private static final Map<String, Double> ROW =
            Map.of("age", 40.0, "income", 60_000.0, "credit_score", 650.0, "employment_years", 5.0, "debt_ratio", 0.3);
    private static final String FEATURES =
            "{\"age\":40,\"income\":60000,\"credit_score\":650,\"employment_years\":5,\"debt_ratio\":0.3}";

    @TempDir
    Path directory;

    private Store models;

    @BeforeEach
    void thereIsAModel() {
        models = new Store(directory.resolve("models"));
        Training.synthetic(models.root(), 500, 1);
    }

    @Test
    void aMinuteWithoutTheStoreCostsNoAnswerAndEveryLossIsCounted() throws Exception {
        try (LocalS3 s3 = LocalS3.start();
                Wire wire = new Wire(s3.port())) {
            Map<String, String> variables =
                    new HashMap<>(new Predictions(s3.store("outage", wire.port())).variables("1"));
            variables.put("PREDICTION_LOG_MEMORY", "1048576");
            try (Api api = Api.start(models, variables).awaitReady()) {
                LoadClients clients = new LoadClients(2, api, models, ROW);
                await().atMost(Duration.ofSeconds(30)).until(() -> Predictions.count(api, "objects_total") > 1);
                wire.strike(Wire.Fault.CUT);
                int before = clients.requests();
                await().pollDelay(Duration.ofMinutes(1))
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> Predictions.count(api, "errors_total") > 3);
                int meanwhile = clients.requests() - before;
                wire.strike(Wire.Fault.NONE);
                await().atMost(Duration.ofSeconds(60)).until(() -> api.log().contains("can be written again"));
                clients.close();
                await().atMost(Duration.ofSeconds(60)).until(() -> Predictions.count(api, "waiting_rows") == 0);

                assertThat(clients.failures()).isEmpty();
                assertThat(meanwhile).isGreaterThan(1_000);
                long dropped = Predictions.count(api, "dropped_total");
                List<LoggedPrediction> logged = new Predictions(s3.store("outage")).all();
                assertThat(dropped).isPositive();
                assertThat(logged.size() + dropped).isEqualTo(clients.requests());
                assertThat(Predictions.count(api, "rows_total")).isEqualTo(logged.size());
                assertThat(logged.stream().map(LoggedPrediction::id).distinct()).hasSize(logged.size());
            }
        }
    }

    @Test
    void killedItHasWrittenWhatWasDueAndNoPartOfAnObject() {
        Predictions predictions = new Predictions(new Store(directory.resolve("predictions")));
        Queue<UUID> answered = new ConcurrentLinkedQueue<>();
        try (Api api = Api.start(models, predictions.variables("0.3")).awaitReady()) {
            Thread load = Thread.ofPlatform().start(() -> predictUntilItDies(api, answered));
            await().pollDelay(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> answered.size() > 1_000);
            ProcessHandle.of(api.pid()).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20)).until(() -> !load.isAlive());
        }
        Instant due = PredictionLayout.timeOf(List.copyOf(answered).getLast()).minusSeconds(5);
        List<UUID> written = answered.stream()
                .filter(id -> PredictionLayout.timeOf(id).isBefore(due))
                .toList();
        assertThat(written).isNotEmpty();
        assertThat(ids(predictions.all())).containsAll(written);
    }

    @Test
    void toldToStopItWritesAllThatItAnswered() {
        Predictions predictions = new Predictions(new Store(directory.resolve("predictions")));
        Queue<UUID> answered = new ConcurrentLinkedQueue<>();
        try (Api api = Api.start(models, predictions.variables("600")).awaitReady()) {
            Thread load = Thread.ofPlatform().start(() -> predictUntilItDies(api, answered));
            await().atMost(Duration.ofSeconds(60)).until(() -> answered.size() > 2_000);
            api.terminate();
            assertThat(api.exitCode(60)).isZero();
            await().atMost(Duration.ofSeconds(20)).until(() -> !load.isAlive());
        }

        assertThat(ids(predictions.all())).containsAll(answered);
    }

    @Test
    void theServiceOnlyPutsAndTheOperatorOnlyReads() throws Exception {
        try (LocalS3 s3 = LocalS3.start();
                Wire service = new Wire(s3.port());
                Wire operator = new Wire(s3.port())) {
            Queue<UUID> answered = new ConcurrentLinkedQueue<>();
            try (Api api = Api.start(models, new Predictions(s3.store("rights", service.port())).variables("0.2"))
                    .awaitReady()) {
                predict(api, answered);
                await().atMost(Duration.ofSeconds(30)).until(() -> Predictions.count(api, "objects_total") == 1);
            }
            Store asOperator = models.with(s3.store("rights", operator.port()).variables());
            Tryops.Ended ended = Tryops.run(
                    asOperator,
                    "decision",
                    "replay",
                    answered.element().toString(),
                    "--predictions",
                    "s3://" + LocalS3.BUCKET + "/rights");

            assertThat(ended.code()).as(ended.output()).isZero();
            assertThat(ended.output()).contains("identical").doesNotContain("WARNING", "INFO");
            String under = "/" + LocalS3.BUCKET + "/rights/predictions/date=";
            assertThat(service.requests())
                    .isNotEmpty()
                    .allMatch(request -> decoded(request).startsWith("PUT " + under)
                            || decoded(request).startsWith("GET /" + LocalS3.BUCKET + "/rights/quality/"));
            assertThat(operator.requests().stream().map(PredictionLogFaultsIT::decoded))
                    .anyMatch(request -> request.startsWith("GET " + under))
                    .allMatch(request -> request.startsWith("GET " + under)
                            || request.contains("list-type=2") && request.contains("prefix=rights/predictions/date="));
        }
    }

    private static String decoded(String request) {
        return java.net.URLDecoder.decode(request, java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void predictUntilItDies(Api api, Queue<UUID> answered) {
        try {
            while (api.isAlive()) {
                predict(api, answered);
            }
        } catch (AssertionError e) {
            // It is gone, and with it the answer.
        }
    }

    private static void predict(Api api, Queue<UUID> answered) {
        JsonNode answer = Api.json(api.post(
                "/v1/predict/batch",
                "{\"instances\":[" + String.join(",", List.of(FEATURES, FEATURES, FEATURES)) + "]}"));
        answer.required("predictions")
                .forEach(each -> answered.add(
                        UUID.fromString(each.required("prediction_id").asString())));
    }

    private static Set<UUID> ids(List<LoggedPrediction> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.id()));
        return ids;
    }
}
