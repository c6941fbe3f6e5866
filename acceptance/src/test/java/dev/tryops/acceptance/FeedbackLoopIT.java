package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.predictions.PredictionLog;
import dev.tryops.registry.FileObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Predictions as the service answered them, kept, labelled, joined, and told again: with the programs that ship. */
class FeedbackLoopIT {

    private static final int ROWS = 300;
    private static final Offset<Double> EXACT = within(1e-9);

    @TempDir
    Path directory;

    private Store store;
    private Path predictions;
    private ModelVersion version;

    @Test
    void theServiceTellsHowGoodItsAnswersTurnedOutToBe() {
        store = new Store(directory.resolve("store"));
        predictions = directory.resolve("predictions");
        Training.synthetic(store.root(), 2_000, 42);
        version = store.pointer().modelVersion();
        Map<String, String> settings = Map.of(
                "PREDICTION_STORE", predictions.toString(),
                "PREDICTION_LOG_FLUSH_INTERVAL", "0.2",
                "TRYOPS_FEEDBACK_QUALITY_INTERVAL", "100ms");
        try (Api api = Api.start(store, settings).awaitReady()) {
            List<Answer> answers = answers(api);
            List<Answer> labelled = answers.subList(0, 200);
            LocalDate day = PredictionLayout.dayOf(UUID.fromString(answers.getFirst().id));
            awaitLogged();

            report(api, labelled.subList(0, 150), 1); // what turns out to be wrong …
            report(api, labelled.subList(100, 200), 0);
            report(api, labelled.subList(0, 150), 0); // … is corrected, and sent again
            report(api, labelled.subList(0, 150), 0);
            JsonNode unknown = Api.json(api.post(
                    "/v1/feedback",
                    "{\"labels\":[{\"prediction_id\":\"%s\",\"label\":1},{\"prediction_id\":\"x\",\"label\":1}]}"
                            .formatted(nobodys(answers.getFirst().id))));
            assertThat(unknown.toString()).isEqualTo("{\"accepted\":1,\"unknown\":1}");
            JsonNode joined = join();

            assertThat(joined.required("joined").asInt()).isEqualTo(200);
            assertThat(joined.required("without_row").asInt()).isEqualTo(1);
            assertThat(joined.required("rows_without_label").asInt()).isEqualTo(ROWS - 200);
            assertTold(api, day, labelled);
            byte[] kept = kept();
            assertThat(join().at("/written/0/result").asString()).isEqualTo("unchanged");
            assertThat(kept()).isEqualTo(kept);

            report(api, answers.subList(200, 250), 0); // late
            join();
            assertTold(api, day, answers.subList(0, 250));
        }
    }

    /** Half of them in batches, half one by one. */
    private List<Answer> answers(Api api) {
        Random random = new Random(5);
        List<Answer> answers = new ArrayList<>();
        while (answers.size() < ROWS / 2) {
            String rows = random.ints(50).mapToObj(i -> row(random)).collect(Collectors.joining(","));
            JsonNode batch = Api.json(api.post("/v1/predict/batch", "{\"instances\":[" + rows + "]}"));
            batch.required("predictions").forEach(each -> answers.add(answer(each, random)));
        }
        while (answers.size() < ROWS) {
            answers.add(answer(Api.json(api.predict("{\"features\":" + row(random) + "}")), random));
        }
        return answers;
    }

    private static String row(Random random) {
        return "{\"age\":%d,\"income\":%d,\"credit_score\":%d,\"employment_years\":%d,\"debt_ratio\":%s}"
                .formatted(
                        25 + random.nextInt(45),
                        30_000 + random.nextInt(90_000),
                        500 + random.nextInt(300),
                        random.nextInt(30),
                        random.nextInt(1_000) / 1_000.0);
    }

    /** With what becomes of it: mostly what was to be expected. */
    private static Answer answer(JsonNode json, Random random) {
        float probability = Float.parseFloat(json.required("prediction").asString());
        return new Answer(
                json.required("prediction_id").asString(),
                probability,
                json.required("prediction_class").asInt(),
                random.nextDouble() < 0.1 + 0.8 * probability ? 1 : 0);
    }

    private record Answer(String id, double probability, int decided, int actual) {}

    /** Other labels than the true ones where {@code flipped} is 1. */
    private static void report(Api api, List<Answer> answers, int flipped) {
        String labels = answers.stream()
                .map(each -> "{\"prediction_id\":\"%s\",\"label\":%d}".formatted(each.id, each.actual ^ flipped))
                .collect(Collectors.joining(",", "{\"labels\":[", "]}"));
        var answer = api.post("/v1/feedback", labels);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Api.json(answer).required("accepted").asInt()).isEqualTo(answers.size());
    }

    /** An id of the same time that no prediction has. */
    private static String nobodys(String id) {
        return id.substring(0, 24) + "000000000000";
    }

    private void awaitLogged() {
        PredictionLog log = PredictionLog.in(FileObjectStore.at(predictions));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            AtomicInteger rows = new AtomicInteger();
            log.days().forEach(day -> log.forEach(day, version, row -> rows.incrementAndGet()));
            return rows.get() == ROWS;
        });
    }

    private JsonNode join() {
        String output = Training.join(predictions, store); // the JVM notes before it which options it picked up
        return JsonMapper.shared().readTree(output.substring(output.indexOf("\n{") + 1));
    }

    private byte[] kept() {
        return FileObjectStore.at(predictions)
                .read(PredictionLayout.quality(version))
                .orElseThrow()
                .bytes();
    }

    /** Endpoint and series say what is computed here from what was answered and what became of it. */
    private void assertTold(Api api, LocalDate day, List<Answer> labelled) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> quality(api).at("/realised/0/labels").asInt() == labelled.size());
        JsonNode quality = quality(api);
        JsonNode realised = quality.required("realised").get(0);
        double accuracy = mean(labelled, each -> each.decided == each.actual ? 1 : 0);
        double loss = mean(labelled, each -> -Math.log(each.actual == 1 ? each.probability : 1 - each.probability));
        double brier = mean(labelled, each -> Math.pow(each.probability - each.actual, 2));

        assertThat(quality.required("model_version").asString()).isEqualTo(version.value());
        assertThat(realised.required("date").asString()).isEqualTo(day.toString());
        assertThat(realised.required("predictions").asInt()).isEqualTo(ROWS);
        assertThat(realised.at("/metrics/accuracy").asDouble()).isCloseTo(accuracy, EXACT);
        assertThat(realised.at("/metrics/log_loss").asDouble()).isCloseTo(loss, within(1e-6));
        assertThat(realised.at("/metrics/brier_score").asDouble()).isCloseTo(brier, within(1e-6));
        assertThat(realised.at("/metrics/roc_auc").asDouble()).isCloseTo(area(labelled), EXACT);
        assertThat(realised.at("/metrics/calibration_error").asDouble())
                .isCloseTo(calibrationError(realised, labelled), within(1e-6));
        assertThat(realised.at("/estimated/accuracy").asDouble())
                .isCloseTo(mean(labelled, each -> Math.max(each.probability, 1 - each.probability)), within(1e-6));
        assertThat(api.metrics().lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("model_quality{metric=\"accuracy\",model_version=\"%s\",source=\"realised\"} %s"
                                .formatted(
                                        version,
                                        realised.at("/metrics/accuracy").asDouble())))
                .contains("model_quality_labels{model_version=\"%s\"} %s".formatted(version, (double) labelled.size()));
    }

    private static JsonNode quality(Api api) {
        return Api.json(api.get("/v1/monitoring/quality"));
    }

    private static double mean(List<Answer> answers, ToDoubleFunction<Answer> of) {
        return answers.stream().mapToDouble(of).average().orElseThrow();
    }

    /** Over all pairs of a positive and a negative row. */
    private static double area(List<Answer> answers) {
        double ordered = 0;
        long pairs = 0;
        for (Answer positive : answers) {
            for (Answer negative : answers) {
                if (positive.actual == 1 && negative.actual == 0) {
                    ordered += positive.probability > negative.probability
                            ? 1
                            : positive.probability == negative.probability ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return ordered / pairs;
    }

    /** Counted anew in the bins that were told. */
    private static double calibrationError(JsonNode realised, List<Answer> answers) {
        double error = 0;
        for (JsonNode bin : realised.required("calibration")) {
            List<Answer> in = answers.stream()
                    .filter(each -> each.probability >= bin.required("lower").asDouble()
                            && each.probability <= bin.required("upper").asDouble())
                    .toList();
            assertThat(bin.required("count").asInt()).isEqualTo(in.size());
            error += Math.abs(in.stream()
                    .mapToDouble(each -> each.probability - each.actual)
                    .sum());
        }
        return error / answers.size();
    }
}
