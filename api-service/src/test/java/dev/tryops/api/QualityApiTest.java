package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.ModelQuality;
import dev.tryops.predictions.ModelQuality.Bin;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.ModelQuality.Estimate;
import dev.tryops.predictions.ModelQuality.Figures;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the label join found out, as the service tells it. */
class QualityApiTest {

    private static final String ROUTE = "/v1/monitoring/quality";
    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);
    private static final LocalDate DATE = LocalDate.parse("2026-11-20");

    @TempDir
    Path directory;

    @Test
    void tellsWhatLabelsSayOfTheVersionThatServes() {
        ObjectStore store = FileObjectStore.at(directory.resolve("predictions"));
        try (RunningApi api = api()) {
            assertThat(api.get(ROUTE).status()).isEqualTo(503);
            api.serve(TestModels.bundle(V1, 0));
            api.awaitReady();
            Answer before = api.get(ROUTE);
            assertThat(before.json().required("realised")).isEmpty();
            assertThat(before.json().required("estimated").isNull()).isTrue();
            assertThat(before.json().at("/training/metrics/roc_auc").asDouble()).isEqualTo(0.8);
            assertThat(series(api, V1, "accuracy")).isNaN();
            assertThat(errors(api)).as("a store that is new is no fault").isZero();

            store.create(
                    PredictionLayout.quality(V1),
                    quality(V1, day(0, 30, 0.9), day(1, 10, 0.5)).encode());
            awaitDays(api, 2);

            Answer answer = api.get(ROUTE);
            assertThat(answer.header("X-Model-Version")).isEqualTo(V1.value());
            assertThat(answer.json().at("/realised/0/date").asString()).isEqualTo(DATE.toString());
            assertThat(answer.json().at("/realised/1/metrics/accuracy").asDouble())
                    .isEqualTo(0.5);
            assertThat(answer.json().at("/realised/1/metrics/roc_auc").isNull()).isTrue();
            assertThat(answer.json()
                            .at("/realised/0/calibration/0/mean_predicted")
                            .asDouble())
                    .isEqualTo(0.45);
            assertThat(series(api, V1, "accuracy")).isCloseTo(0.8, within(1e-12));
            assertThat(series(api, V1, "roc_auc")).isEqualTo(0.75);
            assertThat(labels(api, V1)).isEqualTo(40);
            OpenApi docs = new OpenApi(api.get("/v3/api-docs"));
            assertThat(docs.faults(docs.operation("get", ROUTE), 200, answer)).isEmpty();

            store.create(
                    PredictionLayout.quality(V2), quality(V2, day(2, 5, 0.6)).encode());
            api.serve(TestModels.bundle(V2, 1));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> api.get(ROUTE).json().at("/realised/0/labels").asInt() == 5);
            assertThat(api.get(ROUTE).header("X-Model-Version")).isEqualTo(V2.value());
            assertThat(series(api, V2, "accuracy")).isEqualTo(0.6);
        }
    }

    @Test
    void countsWhatItCannotReadAndGoesOnTellingWhatItKnew() {
        ObjectStore store = FileObjectStore.at(directory.resolve("predictions"));
        String key = PredictionLayout.quality(V1);
        store.create(key, quality(V1, day(0, 30, 0.9)).encode());
        try (RunningApi api = api()) {
            api.serve(TestModels.bundle(V1, 0));
            api.awaitReady();
            awaitDays(api, 1);
            assertThat(errors(api)).isZero();

            store.replace(key, store.read(key).orElseThrow().tag(), "{".getBytes());
            await().atMost(Duration.ofSeconds(10)).until(() -> errors(api) > 2);

            assertThat(api.get(ROUTE).json().required("realised")).hasSize(1);
            assertThat(series(api, V1, "accuracy")).isEqualTo(0.9);
            assertThat(api.get("/ready").status()).isEqualTo(200);

            store.replace(
                    key,
                    store.read(key).orElseThrow().tag(),
                    quality(V1, day(0, 30, 0.9), day(1, 30, 0.7)).encode());
            awaitDays(api, 2);
        }
    }

    private RunningApi api() {
        return new RunningApi(
                directory.resolve("models"),
                "--tryops.predictions.store=" + directory.resolve("predictions"),
                "--tryops.feedback.quality-interval=20ms");
    }

    private static void awaitDays(RunningApi api, int days) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.get(ROUTE).json().required("realised").size() == days);
    }

    private static ModelQuality quality(ModelVersion version, Day... days) {
        return new ModelQuality(version, Instant.parse("2026-11-28T00:00:00Z"), List.of(days));
    }

    /** Of the second day all labels are of one class. */
    private static Day day(int after, long labels, double accuracy) {
        Double area = after == 1 ? null : 0.75;
        return new Day(
                DATE.plusDays(after),
                2 * labels,
                labels,
                new Figures(accuracy, area, 0.4, 0.15, 0.02),
                List.of(new Bin(0, 0.9, labels, 0.45, 0.5)),
                new Estimate(0.85, area),
                Instant.parse("2026-11-28T00:00:00Z"));
    }

    private static double series(RunningApi api, ModelVersion version, String metric) {
        return value(
                api,
                "model_quality{metric=\"%s\",model_version=\"%s\",source=\"realised\"}".formatted(metric, version));
    }

    private static double labels(RunningApi api, ModelVersion version) {
        return value(api, "model_quality_labels{model_version=\"%s\"}".formatted(version));
    }

    private static double errors(RunningApi api) {
        return value(api, "model_quality_read_errors_total");
    }

    /** NaN if there is no such series. */
    private static double value(RunningApi api, String series) {
        return api.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
