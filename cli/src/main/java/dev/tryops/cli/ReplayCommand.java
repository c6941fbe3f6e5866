package dev.tryops.cli;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.EnvironmentVariables;
import dev.tryops.model.ExitCode;
import dev.tryops.predictions.DamagedLog;
import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.predictions.PredictionId;
import dev.tryops.predictions.PredictionLog;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.RetiredMarker;
import dev.tryops.registry.ServingPointer;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.kms.SignatureSettings;
import dev.tryops.registry.s3.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Compute a logged prediction again from the bundle that made it, and show where that came from.",
            "Ends with 0 if the score is the same to the last bit, with 4 if it is not or the bundle is refused."
        })
final class ReplayCommand implements Callable<Integer> {

    /** Revisions that are looked through for those that named the version. */
    private static final int REVISIONS = 1_000;

    private final Console console;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(
            names = "--predictions",
            paramLabel = "STORE",
            description = {"Where predictions are kept, written like --store.", "Otherwise PREDICTION_STORE."})
    private @Nullable String predictions;

    @Parameters(paramLabel = "ID", description = "The prediction_id of an answer.")
    @SuppressWarnings("NullAway.Init")
    private String id;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PredictionId wanted = PredictionId.drawnUntil(console.clock().instant(), id)
                .orElseThrow(
                        () -> usage("'%s' is not the id of a prediction, such as 019c3d1f-7e00-7bb1-866e-27361a3ec39b"
                                .formatted(id)));
        ObjectStore kept = predictions();
        ModelRegistry registry = store.registry(console);
        try {
            Optional<LoggedPrediction> found = PredictionLog.in(kept).find(wanted.value());
            return found.map(logged -> replay(registry, logged)).orElseGet(() -> notFound(wanted, kept));
        } catch (DamagedLog e) {
            console.err().println(e.getMessage());
            return ExitCode.BAD_DATA.code();
        }
    }

    private ObjectStore predictions() {
        String location = predictions != null
                ? predictions
                : console.environment().getOrDefault(EnvironmentVariables.PREDICTION_STORE, "");
        if (location.isBlank()) {
            throw usage("No store of predictions is named. Set %s or --predictions to a directory or s3://bucket"
                    .formatted(EnvironmentVariables.PREDICTION_STORE));
        }
        try {
            return Stores.open(StoreLocation.resolve(location, Map.of()), console.environment());
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private int notFound(PredictionId wanted, ObjectStore kept) {
        console.err()
                .printf(
                        "%s holds no prediction %s, which was made on %s if it was. It may not be written yet, may have been left out by the sample or dropped, or have expired.%n",
                        kept, wanted.value(), wanted.time());
        return ExitCode.FAILURE.code();
    }

    private int replay(ModelRegistry registry, LoggedPrediction logged) {
        try (Replayer replayer = new Replayer(registry)) {
            return switch (replayer.replay(logged)) {
                case Replayer.Outcome.Refused refused -> {
                    console.err().println(refused.reason());
                    yield ExitCode.REFUSED.code();
                }
                case Replayer.Outcome.Computed computed -> show(registry, logged, computed);
            };
        }
    }

    private int show(ModelRegistry registry, LoggedPrediction logged, Replayer.Outcome.Computed computed) {
        Decision decision = Decision.of(
                logged,
                computed,
                SignatureSettings.policy(console.environment()).mode().name().toLowerCase(Locale.ROOT),
                promotions(registry, logged),
                registry.retired(logged.version()).map(RetiredMarker::retiredAt).orElse(null));
        if (output.json()) {
            OutputOption.print(console, decision);
        } else {
            DecisionTable.print(console, decision);
        }
        if (!decision.identical()) {
            console.err()
                    .printf(
                            "score_differs: %s was answered with %s (%s), and its bundle gives %s (%s) here%n",
                            logged.id(),
                            decision.logged().probability(),
                            decision.logged().bits(),
                            decision.replayed().probability(),
                            decision.replayed().bits());
            return ExitCode.REFUSED.code();
        }
        return ExitCode.DONE.code();
    }

    private List<Decision.Promotion> promotions(ModelRegistry registry, LoggedPrediction logged) {
        EnvironmentName environment = store.environment(console);
        List<Decision.Promotion> promotions = new ArrayList<>();
        boolean later = false;
        for (HistoryEntry entry : registry.history(environment, REVISIONS)) {
            if (!(entry instanceof HistoryEntry.Recorded(ServingPointer pointer))) {
                console.err().println("Revision " + entry.revision() + " of " + environment + " cannot be read");
                continue;
            }
            if (pointer.promotedAt().isAfter(logged.at())) {
                continue;
            }
            if (pointer.modelVersion().equals(logged.version())) {
                promotions.add(Decision.Promotion.of(pointer, !later));
            }
            later = true;
        }
        return promotions;
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
