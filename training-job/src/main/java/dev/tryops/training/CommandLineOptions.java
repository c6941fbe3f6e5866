package dev.tryops.training;

import dev.tryops.model.Defaults;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.training.data.Locations;
import dev.tryops.training.evaluate.ThresholdChoice;
import dev.tryops.training.fit.FitSettings;
import dev.tryops.training.gate.PromotionPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options as they are typed. */
@Command(
        name = "training-job",
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Trains a classifier on tables, publishes it, and promotes it if nothing speaks against it.",
        customSynopsis = "training-job (--data SOURCE... | --synthetic N) [--store STORE] [OPTIONS]",
        optionListHeading = "%nOptions:%n",
        footerHeading =
                "%nBeside training, 'training-job join-labels --help' joins predictions with labels.%n%nExamples:%n",
        footer = {
            "  java -jar training-job-exec.jar --synthetic 5000 --store .tryops/store",
            "  java -jar training-job-exec.jar --data customers.csv --target churned --store .tryops/store",
            "  java -jar training-job-exec.jar --data 'exports/2026-*.csv.gz' --target churned --exclude id",
            "  java -jar training-job-exec.jar --data s3://bucket/exports/ --missing impute --max-bad-rows 0.1%%",
            "",
            "Files are CSV in UTF-8 with a header, plain or as gzip, or flat Parquet; all have the same columns.",
            "Every column but the target is a feature: whole numbers, decimals, true/false, or text. What a",
            "column is, the first 50,000 rows decide; a later value of another kind makes its row bad.",
            "Missing is an empty field, NA, N/A, null, none, nil, - or ?. Blanks around values do not count.",
            "The target has 2 to 100 classes; of two, the one that sorts last (1, true, yes) is positive.",
            "Rows that are skipped are published with the model, in quarantine/{version}.csv.",
            "",
            "Environment variables:",
            "  MODEL_STORE   where models are kept: a directory, file:///directory or s3://bucket/prefix",
            "  S3_BUCKET     the bucket, where MODEL_STORE is not set",
            "  ENVIRONMENT   the environment to promote to, where --environment is not given",
            "  LOG_FORMAT    text (default at a terminal) or json: progress as JSON lines on standard error",
            "  JOB_REPOSITORY  the database of --job-repository; JOB_REPOSITORY_USER and JOB_REPOSITORY_PASSWORD",
            "                its user and password",
            "  AWS_REGION    the region of buckets; AWS_ENDPOINT_URL_S3 names another server than AWS's",
            "  LOG_LEVEL     ERROR, WARN (default), INFO, DEBUG or TRACE; the log goes to standard error",
            "",
            "Exit codes:",
            "  0  done",
            "  1  failure, for instance of the store",
            "  2  wrong usage",
            "  3  bad data; nothing was published",
            "  4  refused: published, but not promoted",
            "  5  lost race: published, but others kept promoting",
            "  6  outcome unknown: published, and perhaps promoted; the promotion id is printed",
        })
final class CommandLineOptions {

    @Option(
            names = "--data",
            paramLabel = "SOURCE",
            description =
                    "What to train on: a file, a glob, a directory (its *.csv, *.csv.gz and *.parquet), or s3://bucket/key, where the key may be a prefix or a glob. May be repeated.")
    private List<String> data = List.of();

    @Option(
            names = "--synthetic",
            paramLabel = "N",
            description = "Draw N rows of credit approvals instead, to try things out.")
    private @Nullable Integer synthetic;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(
            names = "--test-size",
            paramLabel = "FRACTION",
            defaultValue = "0.2",
            description = "Fraction of the rows held out for evaluation (default: ${DEFAULT-VALUE}).")
    private double testSize;

    @Option(
            names = "--random-state",
            paramLabel = "SEED",
            defaultValue = "42",
            description =
                    "Seed of drawing, split and fit; the same seed and data give the same model (default: ${DEFAULT-VALUE}).")
    private long randomState;

    @Option(
            names = "--auto-promote",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Promote the model if the policy has no objection (default), or only publish it.")
    private boolean autoPromote;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "strict",
            description =
                    "What the gate demands: 'strict' has all rules, 'local' only numeric parity, a bundle that readers accept, and no hold by a person (default: ${DEFAULT-VALUE}).")
    private String policy = "";

    @Option(
            names = "--rule",
            paramLabel = "NAME=LIMIT",
            description = {
                "Set one rule of the policy to another limit, or leave it out with NAME=off; may be repeated. With the limits of 'strict':",
                "  min_roc_auc=0.6, worse_than_serving=0 (log-loss, beyond noise), miscalibrated=0.02 (beyond noise), schema_changed, prediction_shift=0.25 (PSI), too_few_rows=1000, fewer_rows_than_serving=0.5, data_too_old=7 (days)."
            })
    private List<String> rules = List.of();

    @Option(
            names = "--allow-schema-change",
            description = "Promote although clients have to change: --rule schema_changed=off.")
    private boolean allowSchemaChange;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "auto",
            description =
                    "What the fit runs on: 'tribuo' (gradient descent in memory), 'newton' (in passes over the rows, whatever their number), 'spark' (on a cluster; only in training-spark), or 'auto': newton for more than 200,000 rows, for --l2 and for --tune (default: ${DEFAULT-VALUE}).")
    private String engine = "";

    @Option(
            names = "--l2",
            paramLabel = "STRENGTH",
            description = "Strength of the ridge, scikit-learn's 1/C (default: none).")
    private @Nullable Double l2;

    @Option(names = "--tune", description = "Choose the strength of the ridge by cross-validation.")
    private boolean tune;

    @Option(
            names = "--class-weight",
            paramLabel = "WEIGHT",
            defaultValue = "none",
            description = "'none', or 'balanced': every class weighs the same (default: ${DEFAULT-VALUE}).")
    private String classWeight = "";

    @Option(
            names = "--threshold",
            paramLabel = "CHOICE",
            defaultValue = "0.5",
            description =
                    "From which probability on a row is positive: a number, or 'f1', 'youden' or 'cost:5' to have it chosen on the training rows (default: ${DEFAULT-VALUE}).")
    private String threshold = "";

    @Option(
            names = "--store",
            paramLabel = "STORE",
            description =
                    "Where models are kept: a directory or s3://bucket/prefix (default: the variable MODEL_STORE).")
    private @Nullable String store;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "The environment to promote to (default: the variable ENVIRONMENT, else production).")
    private @Nullable String environment;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description =
                    "Where rows lie while they are used; keeps synthetic.csv and quarantine.csv (default: a temporary directory, removed at the end).")
    private @Nullable Path workDir;

    @Option(
            names = "--job-repository",
            paramLabel = "JDBC-URL",
            description =
                    "Remember the run in this database, jdbc:h2:file:/directory/name or jdbc:postgresql://host/database, and what it has worked out in --work-dir: if it dies, the same command goes on from there (default: the variable JOB_REPOSITORY, else nothing is remembered).")
    private @Nullable String jobRepository;

    @Option(
            names = "--verify",
            paramLabel = "VERSION",
            description =
                    "Publish nothing, but train this version again, from its recorded data and options (--data, if the data was moved), and say whether the same comes out: exit code 0, or else 4.")
    private @Nullable String verify;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description =
                    "Write how the run went to this file, in Prometheus' text format, for node exporter's textfile collector.")
    private @Nullable Path metricsFile;

    @Option(
            names = "--push-metrics",
            paramLabel = "URL",
            description = "Send the same to this Pushgateway, as the group job=training-job, environment=NAME.")
    private @Nullable URI pushMetrics;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description =
                    "'table', or 'json' for one JSON object on standard output with the progress on standard error (default: ${DEFAULT-VALUE}).")
    private String output = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    boolean json() {
        return output.equals("json");
    }

    MetricsTarget metrics() {
        return new MetricsTarget(Optional.ofNullable(metricsFile), Optional.ofNullable(pushMetrics));
    }

    @Nullable String store() {
        return store;
    }

    /** The options, checked; what is wrong with them is an {@link IllegalArgumentException} with a sentence. */
    TrainingOptions checked(Map<String, String> variables) {
        requireOneOf("--policy", policy, "strict", "local");
        requireOneOf("--class-weight", classWeight, "none", "balanced");
        requireOneOf("--output", output, "table", "json");
        return new TrainingOptions(
                source(variables),
                reading.checked(),
                testSize,
                randomState,
                autoPromote,
                environment(variables),
                Optional.ofNullable(workDir),
                fit(),
                ThresholdChoice.parse(threshold),
                policy(),
                arguments());
    }

    private FitSettings fit() {
        FitSettings settings = new FitSettings(
                FitSettings.Engine.named(engine),
                l2 == null ? OptionalDouble.empty() : OptionalDouble.of(l2),
                classWeight.equals("balanced"),
                tune);
        settings.requireUsable();
        return settings;
    }

    private List<String> arguments() {
        return spec == null
                ? List.of()
                : Recorded.argumentsOf(spec.commandLine().getParseResult());
    }

    /** Takes over where things lie and go, which is no part of what a model is. */
    void takePlaces(CommandLineOptions now) {
        data = now.data.isEmpty() ? data : now.data;
        workDir = now.workDir;
        environment = now.environment;
    }

    @Nullable String verify() {
        return verify;
    }

    /** A verification is not remembered: it leaves nothing that a second one could not do again. */
    Optional<JobDatabase> jobDatabase(Map<String, String> variables) {
        if (verify != null) {
            if (jobRepository != null) {
                throw new IllegalArgumentException("--verify and --job-repository exclude each other");
            }
            return Optional.empty();
        }
        Optional<JobDatabase> database = JobDatabase.of(jobRepository, variables);
        if (database.isPresent() && workDir == null) {
            throw new IllegalArgumentException(
                    "A job repository needs --work-dir DIR: what a run has worked out lies there, for the next one to go on");
        }
        return database;
    }

    private PromotionPolicy policy() {
        PromotionPolicy chosen = policy.equals("local") ? PromotionPolicy.local() : PromotionPolicy.strict();
        for (String rule : rules) {
            chosen = chosen.with(rule);
        }
        return allowSchemaChange ? chosen.with("schema_changed=off") : chosen;
    }

    private TrainingOptions.Source source(Map<String, String> variables) {
        if (!data.isEmpty() && synthetic != null) {
            throw new IllegalArgumentException("--data and --synthetic exclude each other");
        }
        if (synthetic != null) {
            return new TrainingOptions.Source.Synthetic(synthetic);
        }
        if (data.isEmpty()) {
            throw new IllegalArgumentException("Name the data with --data SOURCE or --synthetic N");
        }
        return new TrainingOptions.Source.Files(new Locations(data, variables));
    }

    EnvironmentName environment(Map<String, String> variables) {
        return environment(environment, variables);
    }

    /** The one that was typed, else that of the variable, else the default. */
    static EnvironmentName environment(@Nullable String typed, Map<String, String> variables) {
        String fromVariable = variables.getOrDefault(EnvironmentVariables.ENVIRONMENT, "");
        String name = typed != null ? typed : fromVariable.isBlank() ? Defaults.ENVIRONMENT : fromVariable;
        return new EnvironmentName(name);
    }

    static void requireOneOf(String option, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    "%s is %s, not '%s'".formatted(option, String.join(" or ", allowed), value));
        }
    }
}
