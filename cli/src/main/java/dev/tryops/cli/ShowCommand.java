package dev.tryops.cli;

import dev.tryops.model.ExitCode;
import dev.tryops.model.Feature;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.Refusal;
import dev.tryops.registry.RetiredMarker;
import dev.tryops.registry.ServingPointer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a version: metrics, schema, settings, origin, and where it serves.")
final class ShowCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "VERSION", description = "A published version; 'tryops models' lists them.")
    @SuppressWarnings("NullAway.Init")
    private ModelVersion version;

    ShowCommand(Console console) {
        this.console = console;
    }

    /** What {@code --output json} shows; {@code role} is {@code serving} or {@code rollback_path}. */
    record Shown(
            ModelVersion modelVersion,
            String manifestSha256,
            @Nullable Instant retiredAt,
            List<Place> places,
            ModelMetadata metadata) {}

    /** Where an environment's pointer names the version. */
    record Place(String environment, long revision, String role) {}

    @Override
    public Integer call() {
        ModelRegistry registry = store.registry(console);
        return switch (registry.fetch(version)) {
            case Refusal refusal -> {
                console.err().println(refusal);
                yield ExitCode.REFUSED.code();
            }
            case FetchResult.Fetched fetched -> {
                show(new Shown(
                        version,
                        fetched.manifestSha256(),
                        registry.retired(version).map(RetiredMarker::retiredAt).orElse(null),
                        places(registry),
                        fetched.metadata()));
                yield ExitCode.DONE.code();
            }
        };
    }

    private List<Place> places(ModelRegistry registry) {
        List<Place> places = new ArrayList<>();
        registry.environments().forEach(environment -> {
            if (registry.serving(environment) instanceof PointerState.InForce inForce) {
                ServingPointer pointer = inForce.pointer();
                if (pointer.modelVersion().equals(version)) {
                    places.add(new Place(environment.value(), pointer.revision(), "serving"));
                } else if (pointer.rollbackPath().contains(version)) {
                    places.add(new Place(environment.value(), pointer.revision(), "rollback_path"));
                }
            }
        });
        return places;
    }

    private void show(Shown shown) {
        if (output.json()) {
            OutputOption.print(console, shown);
            return;
        }
        ModelMetadata metadata = shown.metadata();
        Table table = new Table("version", version.value());
        table.add("created", metadata.createdAt() + " by " + metadata.createdBy());
        table.add("serves", where(shown.places()));
        if (shown.retiredAt() != null) {
            table.add("retired", "marked for deletion since " + shown.retiredAt());
        }
        addMetrics(table, metadata.metrics());
        table.add("schema", metadata.schema().schemaHash());
        for (Feature feature : metadata.schema().structuralSchema()) {
            table.add(
                    "",
                    "%s %s%s"
                            .formatted(
                                    feature.name(),
                                    feature.dtype().label(),
                                    feature.nullable() ? ", may be missing" : ""));
        }
        metadata.hyperparameters().forEach((name, value) -> table.add(name, String.valueOf(value)));
        table.add("rows", metadata.trainingSamples() + " to train, " + metadata.testSamples() + " to test");
        table.add("data sha256", metadata.dataSha256());
        table.add("seed", Long.toString(metadata.seed()));
        table.add("git commit", metadata.gitCommit() == null ? "unknown" : metadata.gitCommit());
        metadata.dependencies().forEach((name, value) -> table.add(name, value));
        table.add("manifest", shown.manifestSha256());
        table.print(console.out());
    }

    private static String where(List<Place> places) {
        return places.isEmpty()
                ? "nowhere"
                : places.stream()
                        .map(place -> place.role().equals("serving")
                                ? "%s, revision %d".formatted(place.environment(), place.revision())
                                : "on the rollback path of " + place.environment())
                        .collect(Collectors.joining("; "));
    }

    private static void addMetrics(Table table, Metrics metrics) {
        table.add("accuracy", figure(metrics.accuracy()));
        table.add("precision", figure(metrics.precision()));
        table.add("recall", figure(metrics.recall()));
        table.add("f1 score", figure(metrics.f1Score()));
        table.add("roc auc", figure(metrics.rocAuc()));
        table.add("log loss", figure(metrics.logLoss()));
        table.add("brier score", figure(metrics.brierScore()));
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
