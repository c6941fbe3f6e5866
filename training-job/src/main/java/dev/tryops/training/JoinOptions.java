package dev.tryops.training;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.registry.StoreLocation;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code join-labels} as they are typed. */
@Command(
        name = "training-job join-labels",
        sortOptions = false,
        usageHelpWidth = 100,
        description =
                "Joins the log of predictions with the labels that have come, and keeps for each version how good it was on each day.",
        customSynopsis = "training-job join-labels [--predictions STORE] [--store STORE] [OPTIONS]",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar training-job-exec.jar join-labels --predictions .tryops/predictions --store .tryops/store",
            "  java -jar training-job-exec.jar join-labels --from 2026-10-01 --to 2026-10-31 --output json",
            "",
            "Days are those of the predictions, in UTC; a late label changes its day. A day is joined from scratch:",
            "to join it again changes nothing, and several joins at once do not lose each other's days.",
            "",
            "Environment variables:",
            "  PREDICTION_STORE  where predictions and labels are kept, where --predictions is not given",
            "  MODEL_STORE, S3_BUCKET  where models are kept, where --store is not given",
            "  ENVIRONMENT   the environment of the metrics, where --environment is not given",
            "  AWS_REGION    the region of buckets; AWS_ENDPOINT_URL_S3 names another server than AWS's",
            "",
            "Exit codes:",
            "  0  done",
            "  1  failure, for instance of a store",
            "  2  wrong usage",
            "  3  bad data: objects are damaged; the rest was joined",
            "  5  lost race: others kept writing the same version's quality",
            "  6  outcome unknown: the quality of a version was perhaps written",
        })
final class JoinOptions {

    private static final int MOST_DAYS = 4_000;

    @Option(
            names = "--predictions",
            paramLabel = "STORE",
            description =
                    "Where predictions and labels are kept: a directory or s3://bucket/prefix (default: the variable PREDICTION_STORE).")
    private @Nullable String predictions;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description =
                    "Where models are kept, whose metadata name their classes (default: the variable MODEL_STORE).")
    private @Nullable String store;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Join so many days, the last of them today (default: 30).")
    private @Nullable Integer days;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "Join the days from this one on, such as 2026-10-01, instead.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Up to this day, which is joined, too (default: today).")
    private @Nullable LocalDate to;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description =
                    "The environment that --push-metrics names (default: the variable ENVIRONMENT, else production).")
    private @Nullable String environment;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description =
                    "Write how the join went to this file, in Prometheus' text format, for node exporter's textfile collector.")
    private @Nullable Path metricsFile;

    @Option(
            names = "--push-metrics",
            paramLabel = "URL",
            description = "Send the same to this Pushgateway, as the group job=label-join, environment=NAME.")
    private @Nullable URI pushMetrics;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description =
                    "'table', or 'json' for one JSON object (default: table at a terminal, json where nobody sits at one).")
    private @Nullable String output;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    boolean json(boolean atTerminal) {
        if (output == null) {
            return !atTerminal;
        }
        CommandLineOptions.requireOneOf("--output", output, "table", "json");
        return output.equals("json");
    }

    MetricsTarget metrics() {
        return new MetricsTarget(Optional.ofNullable(metricsFile), Optional.ofNullable(pushMetrics));
    }

    EnvironmentName environment(Map<String, String> variables) {
        return CommandLineOptions.environment(environment, variables);
    }

    StoreLocation models(Map<String, String> variables) {
        return StoreLocation.resolve(store, variables);
    }

    StoreLocation predictions(Map<String, String> variables) {
        String location =
                predictions == null ? variables.getOrDefault(EnvironmentVariables.PREDICTION_STORE, "") : predictions;
        if (location.isBlank()) {
            throw new IllegalArgumentException("Name the store of predictions with --predictions, or set %s"
                    .formatted(EnvironmentVariables.PREDICTION_STORE));
        }
        return StoreLocation.resolve(location, Map.of());
    }

    /** The days to join, oldest first. */
    List<LocalDate> days(LocalDate today) {
        if (days != null && (from != null || to != null)) {
            throw new IllegalArgumentException("--days and --from or --to exclude each other");
        }
        LocalDate last = to == null ? today : to;
        LocalDate first = from == null ? last.minusDays((days == null ? 30 : days) - 1L) : from;
        if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
            throw new IllegalArgumentException("From %s to %s are not 1 to %,d days".formatted(first, last, MOST_DAYS));
        }
        return first.datesUntil(last.plusDays(1)).toList();
    }
}
