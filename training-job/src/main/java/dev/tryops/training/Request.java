package dev.tryops.training;

import dev.tryops.model.EnvironmentVariables;
import dev.tryops.model.LogFormat;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.kms.SignatureSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A run as the caller ordered it, by options and variables together. */
record Request(
        TrainingOptions options,
        ModelRegistry registry,
        String store,
        boolean storeIsNew,
        String logLevel,
        boolean json,
        LogFormat logFormat,
        MetricsTarget metrics,
        Optional<Recorded> verified,
        Optional<JobDatabase> jobDatabase) {

    private static final String QUIET = "WARN";
    private static final Set<String> LOG_LEVELS = Set.of("ERROR", QUIET, "INFO", "DEBUG", "TRACE");

    /** How the store at a location is opened, by these variables. */
    interface Opener {
        ObjectStore open(StoreLocation location, Map<String, String> variables);
    }

    /** What is wrong with the order is an {@link IllegalArgumentException} with a sentence. */
    static Request of(CommandLineOptions typed, Map<String, String> variables, Clock clock, Opener stores) {
        Optional<ModelVersion> again = Optional.ofNullable(typed.verify()).map(ModelVersion::new);
        Optional<TrainingOptions> ordered =
                again.isPresent() ? Optional.empty() : Optional.of(typed.checked(variables));
        Optional<JobDatabase> database = typed.jobDatabase(variables);
        StoreLocation location = StoreLocation.resolve(typed.store(), variables);
        ModelRegistry registry =
                new ModelRegistry(stores.open(location, variables), clock, signatures(variables, again.isPresent()));
        Optional<Recorded> recorded = again.map(version -> Recorded.of(version, registry));
        return new Request(
                ordered.orElseGet(() -> recorded.orElseThrow().options(typed, variables)),
                registry,
                nameOf(location),
                isNew(location),
                logLevel(variables),
                typed.json(),
                LogFormat.of(variables.getOrDefault(EnvironmentVariables.LOG_FORMAT, ""), true),
                typed.metrics(),
                recorded,
                database);
    }

    /** The same wherever the program is started. */
    private static String nameOf(StoreLocation location) {
        return switch (location) {
            case StoreLocation.Directory(Path path) ->
                path.toAbsolutePath().normalize().toString();
            case StoreLocation.Bucket(String name, String prefix) -> "s3://" + name + "/" + prefix;
        };
    }

    /** What is required and cannot be signed would be found out only after the training. */
    private static SignaturePolicy signatures(Map<String, String> variables, boolean readsOnly) {
        SignaturePolicy policy = SignatureSettings.policy(variables);
        if (policy.lacksSigner() && !readsOnly) {
            throw new IllegalArgumentException(
                    "Signatures are required; set %s to the key that signs the new model, or %s to off"
                            .formatted(EnvironmentVariables.MODEL_SIGNING_KEY, EnvironmentVariables.MODEL_SIGNATURES));
        }
        return policy;
    }

    private static boolean isNew(StoreLocation location) {
        return location instanceof StoreLocation.Directory directory && Files.notExists(directory.path());
    }

    private static String logLevel(Map<String, String> variables) {
        String level = variables
                .getOrDefault(EnvironmentVariables.LOG_LEVEL, "")
                .strip()
                .toUpperCase(Locale.ROOT);
        if (level.isEmpty()) {
            return QUIET;
        }
        if (!LOG_LEVELS.contains(level)) {
            throw new IllegalArgumentException("%s is ERROR, WARN, INFO, DEBUG or TRACE, not '%s'"
                    .formatted(EnvironmentVariables.LOG_LEVEL, level));
        }
        return level;
    }

    /** The first line of a run. */
    String announcement() {
        String rows = switch (options.source()) {
            case TrainingOptions.Source.Files files -> files.locations().toString();
            case TrainingOptions.Source.Synthetic synthetic ->
                String.format(
                        Locale.ROOT,
                        "%,d drawn credit approvals, random state %d",
                        synthetic.rows(),
                        options.randomState());
        };
        if (verified.isPresent()) {
            return "Training %s of %s again, on %s".formatted(verified.get().version(), registry.name(), rows);
        }
        return "Training on %s; store %s, environment %s".formatted(rows, registry.name(), options.environment());
    }

    boolean isVerbose() {
        return logLevel.equals("DEBUG") || logLevel.equals("TRACE");
    }
}
