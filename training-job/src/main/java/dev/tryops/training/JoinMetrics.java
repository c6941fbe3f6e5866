package dev.tryops.training;

import dev.tryops.model.ExitCode;
import dev.tryops.training.labels.JoinReport;
import io.prometheus.metrics.core.metrics.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** How a join of labels went, and what it found. */
final class JoinMetrics {

    static final String PROGRAM = "label_join";

    private final ProgramMetrics metrics;

    /**
     * @param report absent if the join failed
     * @param lastSuccess of the joins before, in seconds since 1970, where that is known
     */
    JoinMetrics(ExitCode code, Instant end, Duration took, Optional<JoinReport> report, OptionalDouble lastSuccess) {
        metrics = new ProgramMetrics(PROGRAM, code, end, took, lastSuccess);
        report.map(JoinSummary.Totals::of).ifPresent(this::totals);
        report.ifPresent(found -> metrics.gauge(
                        "label_join_damaged_objects", "Objects that were passed over because they are damaged.")
                .set(found.damaged().size()));
    }

    private void totals(JoinSummary.Totals totals) {
        Gauge labels = metrics.gauge(
                "label_join_labels", "Labels of the joined days: joined, or why they were not.", "outcome");
        labels.labelValues("joined").set(totals.joined());
        labels.labelValues("without_row").set(totals.withoutARow());
        labels.labelValues("unknown_label").set(totals.unknownLabels());
        metrics.gauge("label_join_rows", "Rows of the log on days that have labels.")
                .set(totals.predictions());
        metrics.gauge("label_join_rows_without_label", "Those of them that have none yet.")
                .set(totals.withoutALabel());
        metrics.gauge("label_join_days", "Days that have labels.").set(totals.days());
    }

    byte[] text() {
        return metrics.text();
    }
}
