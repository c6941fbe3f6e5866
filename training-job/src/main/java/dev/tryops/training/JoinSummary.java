package dev.tryops.training;

import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.ModelQuality.Estimate;
import dev.tryops.predictions.ModelQuality.Figures;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.StoreUnavailable;
import dev.tryops.training.labels.Damage;
import dev.tryops.training.labels.JoinReport;
import dev.tryops.training.labels.JoinReport.Judged;
import dev.tryops.training.labels.JoinReport.LabelledDay;
import dev.tryops.training.labels.JoinReport.Written;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a join tells its caller at the end. */
record JoinSummary(JoinReport report) {

    private static final String ROW = "%-10s  %-24s  %11s  %9s  %8s  %8s  %8s  %8s  %11s  %10s%n";

    /** For people: a line for each version and day, and what was left over. */
    String table() {
        StringBuilder table = new StringBuilder();
        if (report.judged().isEmpty()) {
            table.append("No label of these days belongs to a prediction in the log.\n");
        } else {
            table.append(ROW.formatted(
                    "date",
                    "version",
                    "predictions",
                    "labels",
                    "accuracy",
                    "expected",
                    "ROC-AUC",
                    "expected",
                    "calibration",
                    "log-loss"));
            report.judged().forEach(judged -> table.append(row(judged)));
        }
        Totals totals = Totals.of(report);
        return table.append(String.format(
                        Locale.ROOT,
                        "%,d labels joined, %,d without a prediction in the log, %,d that their version knows no class for; %,d predictions of these days without a label",
                        totals.joined,
                        totals.withoutARow,
                        totals.unknownLabels,
                        totals.withoutALabel()))
                .toString();
    }

    private static String row(Judged judged) {
        Day day = judged.judgement().day().orElse(null);
        return String.format(
                Locale.ROOT,
                ROW,
                judged.judgement().date(),
                judged.version(),
                "%,d".formatted(judged.judgement().predictions()),
                "%,d".formatted(judged.judgement().labels()),
                figure(day == null ? null : day.metrics().accuracy()),
                figure(day == null ? null : day.estimated().accuracy()),
                figure(day == null ? null : day.metrics().rocAuc()),
                figure(day == null ? null : day.estimated().rocAuc()),
                figure(day == null ? null : day.metrics().calibrationError()),
                figure(day == null ? null : day.metrics().logLoss()));
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** For programs: one JSON object. */
    String json() {
        Totals totals = Totals.of(report);
        return new String(
                ArtifactJson.encode(new Json(
                        report.judged().stream().map(Json.OfVersion::of).toList(),
                        report.days(),
                        totals.joined,
                        totals.withoutARow,
                        totals.unknownLabels,
                        totals.withoutALabel(),
                        report.written(),
                        report.damaged(),
                        report.notes())),
                StandardCharsets.UTF_8);
    }

    /** What the caller should look at. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>(report.notes());
        for (Damage damage : report.damaged()) {
            complaints.add("%s %s".formatted(damage.key(), damage.fault()));
        }
        for (Written written : report.written()) {
            switch (written.result()) {
                case CHANGED, UNCHANGED -> {}
                case LOST_RACE ->
                    complaints.add("The quality of %s was not written: others kept writing it. Join again"
                            .formatted(written.version()));
                case UNKNOWN ->
                    complaints.add("It is not known whether the quality of %s was written. Join again"
                            .formatted(written.version()));
            }
        }
        return complaints;
    }

    /** Why there is no report, as a sentence. */
    static String failure(Throwable cause) {
        return switch (cause) {
            case StoreUnavailable store ->
                "A store cannot be used: %s. What was not joined is joined the next time."
                        .formatted(String.valueOf(store.getMessage()).replaceFirst("\\.$", ""));
            case OutOfMemoryError memory -> "A day's labels do not fit into memory. Give the JVM more with java -Xmx.";
            default -> "The join failed: " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        };
    }

    /** Over all days and versions. */
    record Totals(long days, long joined, long withoutARow, long unknownLabels, long predictions) {

        static Totals of(JoinReport report) {
            return new Totals(
                    report.days().size(),
                    report.judged().stream()
                            .mapToLong(each -> each.judgement().labels())
                            .sum(),
                    report.days().stream().mapToLong(LabelledDay::withoutARow).sum(),
                    report.judged().stream()
                            .mapToLong(each -> each.judgement().unknownLabels())
                            .sum(),
                    report.judged().stream()
                            .mapToLong(each -> each.judgement().predictions())
                            .sum());
        }

        long withoutALabel() {
            return predictions - joined - unknownLabels;
        }
    }

    private record Json(
            List<OfVersion> versions,
            List<LabelledDay> days,
            long joined,
            long withoutRow,
            long unknownLabels,
            long rowsWithoutLabel,
            List<Written> written,
            List<Damage> damaged,
            List<String> notes) {

        private record OfVersion(
                LocalDate date,
                ModelVersion modelVersion,
                long predictions,
                long labels,
                long unknownLabels,
                @Nullable Figures metrics,
                @Nullable Estimate estimated) {

            static OfVersion of(Judged judged) {
                return new OfVersion(
                        judged.judgement().date(),
                        judged.version(),
                        judged.judgement().predictions(),
                        judged.judgement().labels(),
                        judged.judgement().unknownLabels(),
                        judged.judgement().day().map(Day::metrics).orElse(null),
                        judged.judgement().day().map(Day::estimated).orElse(null));
            }
        }
    }
}
