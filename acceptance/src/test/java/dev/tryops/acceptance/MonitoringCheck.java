package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The shipped rules by Prometheus' own tools, and in a real Prometheus that watches a {@link WatchedFleet}. */
class MonitoringCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static Optional<WatchedFleet> started = Optional.empty();
    private static WatchedFleet fleet;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void watchAFleetThatDrifts() throws IOException {
        assumeTrue(
                PrometheusServer.find("prometheus").isPresent()
                        && PrometheusServer.find("promtool").isPresent(),
                "There is no Prometheus: run 'make monitor-test' on Debian, or put it on the PATH");
        fleet = new WatchedFleet(directory);
        started = Optional.of(fleet);
        fleet.start();
        prometheus = fleet.prometheus();
        fleet.drift();
    }

    @AfterAll
    static void stop() throws Exception {
        if (started.isPresent()) {
            started.get().close();
        }
    }

    static List<List<String>> promtool() throws IOException {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of("check", "rules", RuleFiles.RECORDING.toString(), RuleFiles.ALERTS.toString()));
        all.add(List.of(
                "check", "config", RuleFiles.FOLDER.resolve("prometheus.yml").toString()));
        try (var tests = Files.list(RuleFiles.FOLDER.resolve("tests"))) {
            tests.sorted().forEach(file -> all.add(List.of("test", "rules", file.toString())));
        }
        return all;
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
    void everyAlertHasAUnitTest() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (var files = Files.list(RuleFiles.FOLDER.resolve("tests"))) {
            for (Path file : files.toList()) {
                tests.append(Files.readString(file));
            }
        }
        for (RuleFiles.Rule alert : RuleFiles.alerts()) {
            assertThat(tests).containsPattern("alertname: " + alert.name() + "\n +exp_alerts:");
        }
    }

    @Test
    void thePsiOfAllInstancesIsThatOfTheRowsThatWereSent() {
        Map<String, Double> recorded = new HashMap<>();
        prometheus
                .query("tryops:drift_psi:since_start")
                .forEach(sample -> recorded.put(sample.labels().get("feature"), sample.value()));

        Map<String, Double> expected = fleet.offlinePsi();
        assertThat(expected.get("income")).isGreaterThan(1);
        assertThat(recorded).hasSameSizeAs(expected);
        expected.forEach(
                (feature, psi) -> assertThat(recorded.get(feature)).as(feature).isCloseTo(psi, within(1e-9)));
    }

    @Test
    void driftIsToldOfTheFeatureThatDriftsAndOfNoOther() {
        await().atMost(PATIENCE)
                .until(() -> !prometheus.firing("TryOpsDriftFleet").isEmpty()
                        && prometheus.firing("TryOpsDrift").size() >= WatchedFleet.SERVICES);

        assertThat(prometheus.firing("TryOpsDriftFleet"))
                .extracting(labels -> labels.get("feature"))
                .containsExactly("income");
        assertThat(prometheus.firing("TryOpsDrift"))
                .extracting(labels -> labels.get("feature") + " on " + labels.get("instance"))
                .containsExactlyInAnyOrderElementsOf(fleet.instancesWithTraffic().stream()
                        .map(instance -> "income on " + instance)
                        .toList());
    }

    @Test
    void aServiceWithoutAModelIsToldOf() {
        assertFiringAt("TryOpsModelNotLoaded", fleet.instanceWithoutModel());
        assertThat(prometheus.firing("TryOpsNotServing")).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsToldOf() {
        assertFiringAt("TryOpsInstanceDown", fleet.instanceThatIsNotThere());
        assertThat(prometheus.query("up == 1")).hasSize(WatchedFleet.SERVICES + 1);
    }

    private static void assertFiringAt(String alert, String instance) {
        await().atMost(PATIENCE).until(() -> !prometheus.firing(alert).isEmpty());

        assertThat(prometheus.firing(alert))
                .extracting(labels -> labels.get("instance"))
                .containsExactly(instance);
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
        Exposition stored = new Exposition(prometheus.query("{job=\"tryops-api\"}"));
        KnownSeries known = new KnownSeries(stored, RuleFiles.recording());
        for (RuleFiles.Rule rule : RuleFiles.recording()) {
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
