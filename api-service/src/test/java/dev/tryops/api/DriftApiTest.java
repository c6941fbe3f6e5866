package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.RunningApi.Answer;
import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureStatistics;
import dev.tryops.model.Histogram;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.PopulationStability;
import dev.tryops.registry.PointerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a service says of its traffic: in the answer of a route, and in its metrics. */
class DriftApiTest {

    private static final String DRIFT = "/v1/monitoring/drift";
    private static final String OFTEN = "--tryops.drift.check-interval=0.05";
    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);

    private final Random random = new Random(7);

    @TempDir
    Path store;

    @Test
    void countsFromTheFirstRowOnAndJudgesWhenThereAreEnough() {
        try (RunningApi api = new RunningApi(store, OFTEN)) {
            assertThat(api.get(DRIFT).status()).isEqualTo(503);
            assertThat(api.get(DRIFT).header("Retry-After")).isNotEmpty();
            serve(api);
            send(api, 150, 0);

            Answer first = api.get(DRIFT);
            assertThat(first.header("X-Model-Version")).isEqualTo(V1.value());
            assertThat(first.json().required("checked_at").isNull()).isTrue();
            assertThat(first.json().at("/window/rows").asInt()).isEqualTo(150);
            assertThat(first.json().at("/features/0/feature").asString()).isEqualTo("age");
            assertThat(first.json().at("/features/0/scores").isEmpty()).isTrue();
            assertThat(shares(first.json().at("/features/0/bins"))).isEqualTo(1);
            assertThat(first.json().at("/features/0/bins/0/lower").isNull()).isTrue();
            assertThat(first.json().at("/features/0/bins/0/upper").asDouble()).isEqualTo(30.5);

            send(api, 150, 0);
            JsonNode checked = awaitCheck(api);
            assertThat(checked.at("/window/rows").asInt()).isEqualTo(300);
            assertThat(checked.required("drifted").asBoolean()).isFalse();
            assertThat(checked.at("/features/0/scores").propertyNames())
                    .containsExactly("psi", "ks", "mean_shift", "missing", "out_of_range");
            assertThat(checked.at("/prediction/scores").propertyNames()).containsExactly("psi", "ks", "mean_shift");
            assertThat(checked.at("/prediction/feature").asString()).isEqualTo("__prediction__");
            assertThat(checked.at("/features/0/mean").asDouble()).isBetween(40.0, 50.0);

            send(api, 1_000, 8);
            JsonNode drifted = await().atMost(Duration.ofSeconds(10))
                    .until(
                            () -> api.get(DRIFT).json(),
                            json -> json.required("drifted").asBoolean());
            assertThat(drifted.at("/window/rows").asInt()).isEqualTo(1_000);
            assertThat(drifted.at("/features/0/drift_types").toString()).contains("psi", "ks", "mean_shift");
            assertThat(drifted.at("/features/1/drifted").asBoolean()).isFalse();
            assertThat(drifted.at("/prediction/drifted").asBoolean()).isTrue();
        }
    }

    @Test
    void everyMetricMoves() {
        try (RunningApi api = running()) {
            assertThat(scrape(api).of("drift_score")).isEmpty();
            assertThat(scrape(api).of("drift_alerts_total", "feature", "age", "drift_type", "psi"))
                    .singleElement()
                    .satisfies(alerts -> assertThat(alerts.value()).isZero());
            send(api, 250, 0);
            awaitCheck(api);
            Scrape calm = awaitScrape(api, "drift_score", "feature", "age", "metric_type", "psi");
            assertThat(calm.sum("drift_detected")).isZero();
            assertThat(calm.sum("drift_score", "feature", "age", "metric_type", "psi"))
                    .isPositive();

            send(api, 1_000, 45); // beyond all ages that were seen

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> scrape(api).sum("drift_detected", "feature", "age") == 1);
            Scrape moved = scrape(api);
            for (String type : List.of("psi", "ks", "mean_shift", "out_of_range")) {
                assertThat(moved.sum(
                                "drift_alerts_total",
                                "feature",
                                "age",
                                "drift_type",
                                type,
                                "model_version",
                                V1.value()))
                        .as(type)
                        .isEqualTo(1);
                assertThat(moved.sum("drift_score", "feature", "age", "metric_type", type))
                        .as(type)
                        .isGreaterThan(calm.sum("drift_score", "feature", "age", "metric_type", type));
            }
            assertThat(moved.sum("drift_feature_problems_total", "feature", "age", "problem", "out_of_range"))
                    .isGreaterThan(500);
            assertThat(moved.sum("drift_bin_rows_total", "feature", "age")).isEqualTo(1_250);
            assertThat(moved.sum("drift_check_duration_seconds_count")).isGreaterThanOrEqualTo(2);
            assertThat(moved.sum("drift_check_duration_seconds_bucket", "le", "+Inf"))
                    .isPositive();
            assertThat(moved.sum("prediction_buffer_size")).isEqualTo(1_000);
            assertThat(moved.sum("prediction_buffer_utilization")).isEqualTo(1);
            assertThat(moved.sum("drift_detected", "feature", "__prediction__")).isEqualTo(1);
            assertThat(moved.sum("model_quality", "source", "training", "metric", "roc_auc"))
                    .isEqualTo(0.8);
            assertThat(moved.sum("model_quality", "source", "estimated", "metric", "accuracy"))
                    .isNotEqualTo(calm.sum("model_quality", "source", "estimated", "metric", "accuracy"))
                    .isBetween(0.5, 1.0);
            assertThat(moved.sum("model_quality", "source", "estimated", "metric", "roc_auc"))
                    .isBetween(0.5, 1.0);
        }
    }

    @Test
    void aSwapBeginsANewWindowAndCountersGoOn() {
        try (RunningApi api = running()) {
            send(api, 300, 45);
            awaitCheck(api);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> scrape(api).sum("drift_detected", "feature", "age") == 1);

            swap(api, () -> api.serve(DriftModel.bundle(V2)), V1, V2);
            assertThat(api.get(DRIFT).json().at("/window/rows").asInt()).isZero();
            assertThat(scrape(api).sum("drift_detected"))
                    .as("of a version that does not serve")
                    .isZero();
            send(api, 100, 0);
            swap(api, () -> api.promote(V1), V2, V1);
            send(api, 50, 0);

            assertThat(api.get(DRIFT).json().at("/window/rows").asInt()).isEqualTo(50);
            assertThat(scrape(api).sum("prediction_buffer_size")).isEqualTo(50);
            assertThat(rowsOf(api, V1))
                    .as("the version's, since this process started")
                    .isEqualTo(350);
            assertThat(rowsOf(api, V2)).isEqualTo(100);

            swap(api, () -> api.promote(V1), V1, V1);
            send(api, 7, 0);
            assertThat(rowsOf(api, V1)).isEqualTo(357);
            assertThat(api.get(DRIFT).json().at("/window/rows").asInt()).isEqualTo(7);
        }
    }

    @Test
    void whatPrometheusAddsUpOverAFleetIsThePsiOfAllRows() {
        Baseline baseline = DriftModel.baseline();
        Map<String, long[]> offline = new LinkedHashMap<>();
        List<Scrape> fleet = new ArrayList<>();
        try (RunningApi one = running();
                RunningApi two = running();
                RunningApi three = running()) {
            for (RunningApi api : List.of(one, two, three)) {
                List<double[]> rows = DriftModel.draw(random, 400 + 100 * fleet.size(), fleet.size() * 3);
                JsonNode answers = api.post("/v1/predict/batch", DriftModel.batch(rows))
                        .json()
                        .required("predictions");
                double[] single = DriftModel.draw(random, 1, 60).getFirst();
                JsonNode answer = api.post("/v1/predict", "{\"features\":" + DriftModel.json(single) + "}")
                        .json();
                for (int row = 0; row < rows.size(); row++) {
                    count(offline, baseline, rows.get(row), answers.get(row));
                }
                count(offline, baseline, single, answer);
                fleet.add(scrape(api));
            }
        }
        for (String feature : List.of("age", "debt_ratio", "member", "__prediction__")) {
            double exact = PopulationStability.index(baselineCounts(baseline, feature), offline.get(feature));

            assertThat(psiOf(fleet, feature)).as(feature).isCloseTo(exact, within(1e-9));
        }
        assertThat(psiOf(fleet, "age")).isGreaterThan(0.01);
    }

    /** As the recording rules work it out, from the samples alone. */
    private static double psiOf(List<Scrape> fleet, String feature) {
        Map<String, Double> rows = new HashMap<>();
        fleet.forEach(scrape -> scrape.of("drift_bin_rows_total", "feature", feature)
                .forEach(sample -> rows.merge(sample.labels().get("bin"), sample.value(), Double::sum)));
        double all = rows.values().stream().mapToDouble(count -> count + 0.5).sum();
        List<Scrape.Sample> baseline = fleet.getFirst().of("drift_baseline_bin_rows", "feature", feature);
        double allBaseline =
                baseline.stream().mapToDouble(sample -> sample.value() + 0.5).sum();
        return baseline.stream()
                .mapToDouble(sample -> {
                    double q = (sample.value() + 0.5) / allBaseline;
                    double p = (rows.get(sample.labels().get("bin")) + 0.5) / all;
                    return (p - q) * Math.log(p / q);
                })
                .sum();
    }

    private static void count(Map<String, long[]> counts, Baseline baseline, double[] row, JsonNode answer) {
        List<String> names = TestModels.SCHEMA.names();
        for (int i = 0; i < names.size(); i++) {
            count(counts, baseline, names.get(i), (float) row[i]);
        }
        count(counts, baseline, "__prediction__", (float)
                answer.required("prediction").asDouble());
    }

    private static void count(Map<String, long[]> counts, Baseline baseline, String feature, float value) {
        Histogram histogram = histogram(baseline, feature);
        counts.computeIfAbsent(feature, f -> new long[histogram.counts().size() + 1])[histogram.binOf(value)]++;
    }

    private static long[] baselineCounts(Baseline baseline, String feature) {
        List<Long> counts = histogram(baseline, feature).counts();
        return LongStream.concat(counts.stream().mapToLong(Long::longValue), LongStream.of(0))
                .toArray();
    }

    private static Histogram histogram(Baseline baseline, String feature) {
        return feature.equals("__prediction__")
                ? baseline.predictionStatistics().histogram()
                : ((FeatureStatistics.Numeric) baseline.featureStatistics().get(feature)).histogram();
    }

    private static void swap(RunningApi api, Runnable promotion, ModelVersion from, ModelVersion to) {
        String[] labels = {"from_version", from.value(), "to_version", to.value()};
        double before = scrape(api).sum("model_reload_total", labels);
        promotion.run();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> scrape(api).sum("model_reload_total", labels) > before
                        && scrape(api).sum("prediction_buffer_size") == 0);
    }

    private static double rowsOf(RunningApi api, ModelVersion version) {
        return scrape(api).sum("drift_bin_rows_total", "feature", "age", "model_version", version.value());
    }

    private static Scrape scrape(RunningApi api) {
        return Scrape.parse(api.get("/metrics").text());
    }

    private static Scrape awaitScrape(RunningApi api, String name, String... labels) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> scrape(api), scrape -> !scrape.of(name, labels).isEmpty());
    }

    private RunningApi running() {
        RunningApi api = new RunningApi(store, OFTEN);
        serve(api);
        return api;
    }

    private static void serve(RunningApi api) {
        if (api.registry.serving(RunningApi.PRODUCTION) instanceof PointerState.Absent) {
            api.serve(DriftModel.bundle(V1));
        }
        awaitScrape(api, "drift_baseline_bin_rows");
    }

    private void send(RunningApi api, int rows, double years) {
        assertThat(api.post("/v1/predict/batch", DriftModel.batch(DriftModel.draw(random, rows, years)))
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode awaitCheck(RunningApi api) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> api.get(DRIFT).json(),
                        json -> !json.required("checked_at").isNull());
    }

    private static double shares(JsonNode bins) {
        return bins.valueStream()
                .mapToDouble(bin -> bin.required("current").asDouble())
                .sum();
    }
}
