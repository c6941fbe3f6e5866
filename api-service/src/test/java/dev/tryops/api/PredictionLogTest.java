package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.predictions.PredictionLog;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.PointerState;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is answered, on every route, is what is found in the log. */
class PredictionLogTest {

    private static final ModelVersion VERSION = TestModels.version(1);
    private static final String ROW = "{\"age\":30,\"debt_ratio\":0.2,\"region\":\"north\"}";

    @TempDir
    Path directory;

    @Test
    void keepsWhatEachRouteAnswered() {
        List<UUID> ids = new ArrayList<>();
        try (RunningApi api = start("--tryops.predictions.flush-interval=600")) {
            api.serve(MixedModel.bundle(VERSION));
            api.awaitReady();
            JsonNode one = api.post("/v1/predict", "{\"features\":" + ROW + "}").json();
            JsonNode many = api.post("/v1/predict/batch", "{\"instances\":[" + ROW + "," + ROW + "]}")
                    .json();
            ids.add(UUID.fromString(one.required("prediction_id").asString()));
            many.required("predictions")
                    .forEach(each -> ids.add(
                            UUID.fromString(each.required("prediction_id").asString())));
            assertThat(api.post(
                                    "/v2/models/credit-approval/infer",
                                    "{\"inputs\":[{\"name\":\"age\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[30]},"
                                            + "{\"name\":\"debt_ratio\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[0.2]},"
                                            + "{\"name\":\"region\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"north\"]}]}")
                            .status())
                    .isEqualTo(200);
            assertThat(api.send(api.request("/invocations")
                                    .header("Content-Type", "text/csv")
                                    .POST(BodyPublishers.ofString("30,north,0.2\n")))
                            .status())
                    .isEqualTo(200);
            assertThat(predictions().resolve("predictions")).doesNotExist();
        }

        List<LoggedPrediction> rows = logged();
        assertThat(rows).hasSize(5);
        assertThat(rows).extracting(LoggedPrediction::id).containsAll(ids);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.version()).isEqualTo(VERSION);
            assertThat(row.features()).isEqualTo(Map.of("age", 30f, "debt_ratio", 0.2f, "region", "north"));
            assertThat(row.probabilities()).isEqualTo(rows.getFirst().probabilities());
            assertThat(row.probabilities()[row.predictedClass()]).isEqualTo(row.probability());
            assertThat(row.predictedLabel()).isEqualTo(MixedModel.CLASSES.get(row.predictedClass()));
        });
    }

    @Test
    void writesWhileItServesAndTellsHowMuch() {
        try (RunningApi api = start("--tryops.predictions.flush-interval=0.1")) {
            api.serve(NullableModel.onlyAge(VERSION));
            api.awaitReady();
            api.post("/v1/predict/batch", "{\"instances\":[{\"age\":30},{\"age\":null}]}");

            await().atMost(Duration.ofSeconds(10)).until(() -> metrics(api).contains("prediction_log_rows_total 2"));
            assertThat(metrics(api))
                    .contains(
                            "prediction_log_dropped_total 0.0",
                            "prediction_log_objects_total 1.0",
                            "prediction_log_errors_total 0.0",
                            "prediction_log_waiting_rows 0.0");
            PointerState.InForce pointer = (PointerState.InForce) api.registry.serving(RunningApi.PRODUCTION);
            assertThat(logged())
                    .allSatisfy(row -> assertThat(row.manifestSha256())
                            .isEqualTo(pointer.pointer().manifestSha256()));
            assertThat(logged())
                    .extracting(LoggedPrediction::features)
                    .containsExactly(Map.of("age", 30f), Collections.singletonMap("age", null));
        }
    }

    @Test
    void keepsASampleThatTheIdsDecideOrNothing() {
        List<UUID> answered = new ArrayList<>();
        String rows = String.join(",", Collections.nCopies(500, "{\"age\":30}"));
        try (RunningApi api = start("--tryops.predictions.sample=0.3")) {
            api.serve(NullableModel.onlyAge(VERSION));
            api.awaitReady();
            api.post("/v1/predict/batch", "{\"instances\":[" + rows + "]}")
                    .json()
                    .required("predictions")
                    .forEach(each -> answered.add(
                            UUID.fromString(each.required("prediction_id").asString())));
        }
        try (RunningApi api = start("--tryops.predictions.log=off")) {
            api.awaitReady();
            assertThat(api.post("/v1/predict", "{\"features\":{\"age\":30}}").status())
                    .isEqualTo(200);
            assertThat(metrics(api)).doesNotContain("prediction_log_");
        }

        assertThat(logged().stream().map(LoggedPrediction::id))
                .containsExactlyInAnyOrderElementsOf(answered.stream()
                        .filter(id -> (id.getLeastSignificantBits() & (1L << 62) - 1) < 0.3 * 0x1p62)
                        .toList())
                .hasSizeBetween(90, 210);
    }

    private RunningApi start(String... more) {
        List<String> options = new ArrayList<>(List.of("--tryops.predictions.store=" + predictions()));
        for (String option : more) {
            String name = option.substring(0, option.indexOf('='));
            options.removeIf(each -> each.startsWith(name + "="));
            options.add(option);
        }
        return new RunningApi(directory.resolve("models"), options.toArray(String[]::new));
    }

    private Path predictions() {
        return directory.resolve("predictions");
    }

    private List<LoggedPrediction> logged() {
        PredictionLog log = PredictionLog.in(FileObjectStore.at(predictions()));
        List<LoggedPrediction> rows = new ArrayList<>();
        log.days().forEach(day -> log.versions(day).forEach(version -> log.forEach(day, version, rows::add)));
        return rows;
    }

    private static String metrics(RunningApi api) {
        return api.get("/metrics").text();
    }
}
