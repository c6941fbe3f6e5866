package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tryops.registry.FetchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The shipped rules in a real Prometheus, which scrapes three services that see drifted traffic, one that has no model, and
 * one that is not there. Of the alerts it evaluates a copy in which each {@code for} is one second; all else is what is
 * shipped.
 */
class MonitoringCheck {

    private static final int SERVICES = 3;
    private static final int BATCHES = 3;
    private static final int BATCH = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static final List<AutoCloseable> started = new ArrayList<>();
    private static final List<Integer> serving = new ArrayList<>();
    private static int withoutModel;
    private static int nobody;
    private static PrometheusServer prometheus;
    private static OfflinePsi offline;

    @BeforeAll
    static void serveAndScrape() throws IOException {
        assumeTrue(
                PrometheusServer.find("prometheus").isPresent()
                        && PrometheusServer.find("promtool").isPresent(),
                "There is no Prometheus: run 'make monitor-test' on Debian, or put it on the PATH");
        Store store = new Store(Files.createDirectory(directory.resolve("store")));
        Path rows = Applicants.write(directory.resolve("rows.csv"), 4_000, 1);
        Training.succeed(store, "--data", rows.toString(), "--target", "approved");
        offline = new OfflinePsi(((FetchResult.Fetched) store.registry().fetch(store.pointer())).baseline());

        List<Api> services = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            services.add(start(store, serving).awaitReady());
        }
        List<Integer> others = new ArrayList<>();
        start(new Store(Files.createDirectory(directory.resolve("empty"))), others);
        withoutModel = others.getFirst();
        nobody = Ports.free();
        others.add(nobody);
        others.addAll(serving);
        prometheus = PrometheusServer.start(directory, others, RuleFiles.RECORDING, impatient());
        started.addFirst(prometheus);
        // An increase begins with what was scraped before it.
        awaitResult("count(count by (instance) (drift_baseline_bin_rows))", SERVICES);
        drift(services);
        awaitResult("tryops:drift_rows:since_start{feature=\"age\"}", SERVICES * BATCHES * BATCH);
    }

    private static Api start(Store store, List<Integer> ports) throws IOException {
        int port = Ports.free();
        ports.add(port);
        Api api = Api.start(
                store,
                Map.of(
                        "MANAGEMENT_PORT", Integer.toString(port),
                        "DRIFT_CHECK_INTERVAL", "1",
                        "DRIFT_MIN_SAMPLE", Integer.toString(BATCH)));
        started.add(api);
        return api;
    }

    /** A copy of the alerts that does not wait to see whether it passes. */
    private static Path impatient() throws IOException {
        String text = Files.readString(RuleFiles.ALERTS);
        String copy = text.replaceAll("(?m)^( +for:) \\w+$", "$1 1s");
        assertThat(copy).isNotEqualTo(text);
        return Files.writeString(directory.resolve("alerts.rules.yml"), copy);
    }

    private static void drift(List<Api> services) {
        for (int i = 0; i < SERVICES * BATCHES; i++) {
            List<Applicants.Row> rows = Applicants.draw(BATCH, 100 + i).stream()
                    .map(Applicants.Row::richer)
                    .toList();
            JsonNode answer = Api.json(services.get(i % SERVICES).post("/v1/predict/batch", Applicants.batch(rows)));
            for (int row = 0; row < rows.size(); row++) {
                offline.add(
                        rows.get(row),
                        answer.required("predictions")
                                .get(row)
                                .required("prediction")
                                .asDouble());
            }
        }
    }

    private static void awaitResult(String expression, double expected) {
        await().atMost(PATIENCE)
                .until(() -> prometheus.query(expression).stream().anyMatch(sample -> sample.value() == expected));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
    }

    static List<List<String>> promtool() {
        String folder = RuleFiles.FOLDER.toString();
        return List.of(
                List.of("check", "rules", folder + "/recording.rules.yml", folder + "/alerts.rules.yml"),
                List.of("check", "config", folder + "/prometheus.yml"),
                List.of("test", "rules", folder + "/tests/drift.test.yml"),
                List.of("test", "rules", folder + "/tests/log-and-training.test.yml"),
                List.of("test", "rules", folder + "/tests/serving.test.yml"),
                List.of("test", "rules", folder + "/tests/slo.test.yml"));
    }

    @ParameterizedTest
    @MethodSource("promtool")
    void promtoolFindsNoFault(List<String> arguments) {
        List<String> command = new ArrayList<>(arguments);
        command.addFirst(PrometheusServer.find("promtool").orElseThrow().toString());
        try (Program promtool = Program.start(directory, Map.of(), command)) {
            assertThat(promtool.await(60)).as(promtool.output()).isZero();
        }
    }

    @Test
    void noUnitTestOfTheRulesIsForgotten() throws IOException {
        try (var files = Files.list(RuleFiles.FOLDER.resolve("tests"))) {
            assertThat(files.map(Path::toString))
                    .allMatch(file -> promtool().stream().anyMatch(arguments -> arguments.contains(file)));
        }
    }

    @Test
    void thePsiOfAllInstancesIsThatOfTheRowsThatWereSent() {
        Map<String, Double> recorded = new HashMap<>();
        prometheus
                .query("tryops:drift_psi:since_start")
                .forEach(sample -> recorded.put(sample.labels().get("feature"), sample.value()));

        Map<String, Double> expected = offline.values();
        assertThat(expected.get("income")).isGreaterThan(1);
        assertThat(recorded).hasSameSizeAs(expected);
        expected.forEach(
                (feature, psi) -> assertThat(recorded.get(feature)).as(feature).isCloseTo(psi, within(1e-9)));
    }

    @Test
    void driftIsToldOfTheFeatureThatDriftsAndOfNoOther() {
        await().atMost(PATIENCE)
                .until(() -> prometheus.firing("TryOpsDriftFleet").size() == 1
                        && prometheus.firing("TryOpsDrift").size() >= SERVICES);

        assertThat(prometheus.firing("TryOpsDriftFleet"))
                .extracting(labels -> labels.get("feature"))
                .containsExactly("income");
        assertThat(prometheus.firing("TryOpsDrift"))
                .extracting(labels -> labels.get("feature") + " on " + labels.get("instance"))
                .containsExactlyInAnyOrderElementsOf(serving.stream()
                        .map(port -> "income on " + PrometheusServer.instance(port))
                        .toList());
    }

    @Test
    void aServiceWithoutAModelIsToldOf() {
        await().atMost(PATIENCE)
                .until(() -> !prometheus.firing("TryOpsModelNotLoaded").isEmpty());

        assertThat(prometheus.firing("TryOpsModelNotLoaded"))
                .extracting(labels -> labels.get("instance"))
                .containsExactly(PrometheusServer.instance(withoutModel));
        assertThat(prometheus.firing("TryOpsNotServing")).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsToldOf() {
        await().atMost(PATIENCE)
                .until(() -> !prometheus.firing("TryOpsInstanceDown").isEmpty());

        assertThat(prometheus.firing("TryOpsInstanceDown"))
                .extracting(labels -> labels.get("instance"))
                .containsExactly(PrometheusServer.instance(nobody));
        assertThat(prometheus.query("up == 1")).hasSize(SERVICES + 1);
    }

    @Test
    void everyRuleIsEvaluatedWithoutAnError() {
        await().atMost(PATIENCE)
                .until(() -> healths().values().stream().noneMatch(health -> health.startsWith("unknown")));

        assertThat(healths())
                .hasSize(RuleFiles.recording().size() + RuleFiles.alerts().size());
        assertThat(healths().values()).containsOnly("ok");
    }

    private static Map<String, String> healths() {
        Map<String, String> healths = new HashMap<>();
        for (JsonNode group : prometheus.get("/api/v1/rules").at("/data/groups")) {
            for (JsonNode rule : group.required("rules")) {
                healths.put(
                        rule.required("name").asString(),
                        rule.required("health").asString()
                                + rule.path("lastError").asString(""));
            }
        }
        return healths;
    }

    @Test
    void recordedSeriesHaveTheLabelsThatTheFastTestTakesThemFor() {
        KnownSeries known =
                new KnownSeries(new Exposition(prometheus.query("{job=\"tryops-api\"}")), RuleFiles.recording());
        for (var rule : RuleFiles.recording()) {
            Set<String> labels = prometheus.query(rule.name()).stream()
                    .flatMap(sample -> sample.labels().keySet().stream())
                    .collect(Collectors.toSet());

            assertThat(known.labels(rule.name())).as(rule.name()).containsAll(labels);
        }
    }

    static List<String> queries() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .map(query ->
                        query.expression().replace("$__rate_interval", "1m").replaceAll("\\$\\w+", ".*"))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void dashboardsAskWhatPrometheusCanAnswer(String query) {
        assertThat(prometheus.query(query)).isNotNull();
    }
}
