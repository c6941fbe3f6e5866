package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.acceptance.Dashboard.Query;
import dev.tryops.acceptance.RuleFiles.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The metrics of the contract as scrapes of the built service show them, from its start without a model until everything
 * that can happen has happened; and what rules and dashboards ask for, held against these scrapes.
 */
class MetricsContractIT {

    /** What is promised: metrics, as they are scraped, and exactly these labels. */
    private static final Map<String, Set<String>> CONTRACT = Map.ofEntries(
            Map.entry("prediction_requests_total", Set.of("endpoint", "model_version", "status")),
            Map.entry("prediction_latency_seconds_count", Set.of("endpoint", "model_version")),
            Map.entry("prediction_latency_seconds_sum", Set.of("endpoint", "model_version")),
            Map.entry("prediction_latency_seconds_bucket", Set.of("endpoint", "model_version", "le")),
            Map.entry("prediction_errors_total", Set.of("endpoint", "error_type")),
            Map.entry("model_info_info", Set.of("version", "bucket", "environment")),
            Map.entry("model_reload_total", Set.of("from_version", "to_version")),
            Map.entry("schema_validation_errors_total", Set.of("model_version", "error_type")),
            Map.entry("rate_limit_exceeded_total", Set.of("endpoint")),
            Map.entry("model_reload_duration_seconds_count", Set.of("outcome")),
            Map.entry("model_reload_rejected_total", Set.of("reason")),
            Map.entry("model_pointer_age_seconds", Set.of()),
            Map.entry("model_pointer_poll_errors_total", Set.of()),
            Map.entry("model_pointer_last_read_timestamp_seconds", Set.of()),
            Map.entry("model_active", Set.of("version", "role")),
            Map.entry("model_loaded", Set.of()),
            Map.entry("model_degraded", Set.of("condition")),
            Map.entry("onnx_sessions_open", Set.of()),
            Map.entry("drift_score", Set.of("model_version", "feature", "metric_type")),
            Map.entry("drift_alerts_total", Set.of("model_version", "feature", "drift_type")),
            Map.entry("drift_check_duration_seconds_count", Set.of()),
            Map.entry("drift_check_duration_seconds_bucket", Set.of("le")),
            Map.entry("prediction_buffer_size", Set.of()),
            Map.entry("prediction_buffer_utilization", Set.of()),
            Map.entry("drift_detected", Set.of("model_version", "feature")),
            Map.entry("drift_bin_rows_total", Set.of("model_version", "feature", "bin")),
            Map.entry("drift_baseline_bin_rows", Set.of("model_version", "feature", "bin")),
            Map.entry("drift_feature_problems_total", Set.of("model_version", "feature", "problem")),
            Map.entry("model_quality", Set.of("model_version", "metric", "source")),
            Map.entry("model_quality_labels", Set.of("model_version")),
            Map.entry("feedback_labels_total", Set.of("outcome")),
            Map.entry("prediction_log_dropped_total", Set.of()),
            Map.entry("prediction_log_rows_total", Set.of()),
            Map.entry("prediction_log_objects_total", Set.of()),
            Map.entry("prediction_log_errors_total", Set.of()),
            Map.entry("prediction_log_waiting_rows", Set.of()),
            Map.entry(
                    "http_server_requests_seconds_bucket",
                    Set.of("error", "exception", "method", "outcome", "status", "uri", "le")));

    @TempDir
    static Path directory;

    private static ProvokedService service;

    @BeforeAll
    static void provoke() throws IOException {
        service = new ProvokedService(directory);
        service.provokeEverything();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Set<String> contract() {
        return new TreeSet<>(CONTRACT.keySet());
    }

    @ParameterizedTest
    @MethodSource("contract")
    void moves(String metric) {
        assertThat(service.moved()).contains(metric);
    }

    @ParameterizedTest
    @MethodSource("contract")
    void hasExactlyTheLabelsThatArePromised(String metric) {
        assertThat(service.everything().of(metric))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.labels().keySet()).isEqualTo(CONTRACT.get(metric)));
    }

    static List<Rule> rules() {
        return Stream.concat(RuleFiles.recording().stream(), RuleFiles.alerts().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rulesAskOnlyForWhatIsExposed(Rule rule) {
        KnownSeries known = new KnownSeries(service.everything(), RuleFiles.recording());

        known.check(rule.expression());

        rule.annotations().values().forEach(text -> known.checkTemplate(rule.expression(), text, "\\$labels\\.(\\w+)"));
    }

    static List<Query> queries() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void dashboardsAskOnlyForWhatIsExposed(Query query) {
        KnownSeries known = new KnownSeries(service.everything(), RuleFiles.recording());

        known.check(query.expression());

        known.checkTemplate(query.expression(), query.legend(), "\\{\\{(\\w+)}}");
    }

    static List<String> variables() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.variables().stream())
                .map(variable -> variable.required("query").asString())
                .filter(query -> query.startsWith("label_values"))
                .distinct()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("variables")
    void variablesAskOnlyForWhatIsExposed(String query) {
        Matcher parts = Pattern.compile("label_values\\((.+), (\\w+)\\)").matcher(query);
        assertThat(parts.matches()).isTrue();
        KnownSeries known = new KnownSeries(service.everything(), RuleFiles.recording());

        known.check("max by (" + parts.group(2) + ") (" + parts.group(1) + ")");
    }
}
