package dev.tryops.training;

import dev.tryops.model.ExitCode;
import dev.tryops.model.Metrics;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Split;
import io.prometheus.metrics.core.metrics.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How a training run went, and how good the model is. A run that failed has when and how it ended, and what else it got
 * to.
 */
final class RunMetrics {

    static final String PROGRAM = "training_run";

    private final ProgramMetrics metrics;

    /** @param lastSuccess of the runs before, in seconds since 1970, where that is known */
    RunMetrics(ExitCode code, Instant end, Duration took, TrainingRun run, OptionalDouble lastSuccess) {
        metrics = new ProgramMetrics(PROGRAM, code, end, took, lastSuccess);
        run.find(Ingested.class)
                .ifPresent(ingested -> metrics.gauge("training_run_bad_rows", "Rows that were skipped as bad.")
                        .set(ingested.badRows()));
        run.find(Split.class).ifPresent(this::rows);
        run.find(Evaluated.class).ifPresent(evaluated -> metrics(evaluated.metrics()));
        run.find(Decision.class).ifPresent(this::findings);
    }

    private void rows(Split split) {
        Gauge rows = metrics.gauge("training_run_rows", "Rows that were learned from, and held out.", "part");
        rows.labelValues("training").set(split.training().rows());
        rows.labelValues("hold_out").set(split.holdOut().rows());
    }

    private void metrics(Metrics of) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("accuracy", of.accuracy());
        values.put("precision", of.precision());
        values.put("recall", of.recall());
        values.put("f1_score", of.f1Score());
        values.put("roc_auc", of.rocAuc());
        values.put("log_loss", of.logLoss());
        values.put("brier_score", of.brierScore());
        Gauge gauge = metrics.gauge("training_run_metric", "The model's quality on its hold-out.", "metric");
        values.forEach((name, value) -> gauge.labelValues(name).set(value));
    }

    private void findings(Decision decision) {
        Gauge gauge =
                metrics.gauge("training_run_rule_passed", "Whether a rule of the promotion policy passed.", "rule");
        decision.findings().forEach(f -> gauge.labelValues(f.rule().label()).set(f.passed() ? 1 : 0));
    }

    byte[] text() {
        return metrics.text();
    }
}
