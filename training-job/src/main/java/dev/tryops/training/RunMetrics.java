package dev.tryops.training;

import dev.tryops.model.ExitCode;
import dev.tryops.model.Metrics;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Split;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an alert on a nightly run asks for, in Prometheus' text format: when it ended, how, after how long, when one last
 * succeeded, and how good the model is. A run that failed has the first four, and what else it got to.
 */
final class RunMetrics {

    static final String LAST_SUCCESS = "training_run_last_success_timestamp_seconds";

    private final PrometheusRegistry registry = new PrometheusRegistry();

    /** @param lastSuccess of the runs before, in seconds since 1970, where that is known */
    RunMetrics(ExitCode code, Instant end, Duration took, TrainingRun run, OptionalDouble lastSuccess) {
        gauge("training_run_end_timestamp_seconds", "When the last run ended, in seconds since 1970.")
                .set(end.toEpochMilli() / 1e3);
        gauge("training_run_exit_code", "How it ended: 0 done, 3 bad data, 4 refused; the rest are failures.")
                .set(code.code());
        gauge("training_run_duration_seconds", "How long it took.").set(took.toMillis() / 1e3);
        (code == ExitCode.DONE ? OptionalDouble.of(end.toEpochMilli() / 1e3) : lastSuccess)
                .ifPresent(time -> gauge(LAST_SUCCESS, "When a run last ended with 0, in seconds since 1970.")
                        .set(time));
        run.find(Ingested.class)
                .ifPresent(ingested -> gauge("training_run_bad_rows", "Rows that were skipped as bad.")
                        .set(ingested.badRows()));
        run.find(Split.class).ifPresent(this::rows);
        run.find(Evaluated.class).ifPresent(evaluated -> metrics(evaluated.metrics()));
        run.find(Decision.class).ifPresent(this::findings);
    }

    private Gauge gauge(String name, String help, String... labels) {
        return Gauge.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private void rows(Split split) {
        Gauge rows = gauge("training_run_rows", "Rows that were learned from, and held out.", "part");
        rows.labelValues("training").set(split.training().rows());
        rows.labelValues("hold_out").set(split.holdOut().rows());
    }

    private void metrics(Metrics metrics) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("accuracy", metrics.accuracy());
        values.put("precision", metrics.precision());
        values.put("recall", metrics.recall());
        values.put("f1_score", metrics.f1Score());
        values.put("roc_auc", metrics.rocAuc());
        values.put("log_loss", metrics.logLoss());
        values.put("brier_score", metrics.brierScore());
        Gauge gauge = gauge("training_run_metric", "The model's quality on its hold-out.", "metric");
        values.forEach((name, value) -> gauge.labelValues(name).set(value));
    }

    private void findings(Decision decision) {
        Gauge gauge = gauge("training_run_rule_passed", "Whether a rule of the promotion policy passed.", "rule");
        decision.findings().forEach(f -> gauge.labelValues(f.rule().label()).set(f.passed() ? 1 : 0));
    }

    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }
}
