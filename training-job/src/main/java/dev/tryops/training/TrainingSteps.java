package dev.tryops.training;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.Justification;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.training.data.BadData;
import dev.tryops.training.data.CreditApprovals;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Locations;
import dev.tryops.training.data.ReadProgress;
import dev.tryops.training.data.Split;
import dev.tryops.training.data.TableReader;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.Scores;
import dev.tryops.training.evaluate.ThresholdChoice;
import dev.tryops.training.fit.BaselineBuilder;
import dev.tryops.training.fit.Fit;
import dev.tryops.training.fit.GoldenRows;
import dev.tryops.training.fit.LogisticModel;
import dev.tryops.training.fit.OnnxExport;
import dev.tryops.training.fit.Parity;
import dev.tryops.training.fit.ReadersCheck;
import dev.tryops.training.gate.Candidate;
import dev.tryops.training.gate.Finding;
import dev.tryops.training.gate.Incumbent;
import dev.tryops.training.gate.PromotionPolicy;
import dev.tryops.training.publish.AutomaticPromotion;
import dev.tryops.training.publish.BundlePublisher;
import dev.tryops.training.publish.PastPromotions;
import dev.tryops.training.report.DataProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The steps of a run. Each takes what earlier ones left, leaves its result, and answers its figures in a few words. */
final class TrainingSteps {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TrainingOptions options;
    private final Surroundings around;
    private final TrainingRun run;
    private final Checkpoints checkpoints;
    private final Consumer<ReadProgress> rowsRead;

    TrainingSteps(
            TrainingOptions options,
            Surroundings around,
            TrainingRun run,
            Checkpoints checkpoints,
            Consumer<ReadProgress> rowsRead) {
        this.options = options;
        this.around = around;
        this.run = run;
        this.checkpoints = checkpoints;
        this.rowsRead = rowsRead;
    }

    String ingest() {
        Optional<Instant> since = checkpoints.since(Ingested.class);
        if (since.isPresent()) {
            run.leave(DataAge.class, new DataAge(age(run.take(Ingested.class).newest())));
            return kept(since.get());
        }
        Locations locations = switch (options.source()) {
            case TrainingOptions.Source.Files given -> given.locations();
            case TrainingOptions.Source.Synthetic synthetic -> new Locations(draw(synthetic.rows()));
        };
        Ingested ingested = run.leave(
                Ingested.class,
                new TableReader(locations, options.reading(), around.workDirectory(), checkpoints.cells())
                        .read(servingSchema(), rowsRead));
        run.leave(DataAge.class, new DataAge(age(ingested.newest())));
        requireTheSameData(ingested.sha256());
        checkpoints.keep(ingested);
        return say(
                "%,d rows x %,d features from %s%s",
                ingested.data().rows(), ingested.data().features(), from(ingested.sources()), skipped(ingested));
    }

    private static String kept(Instant since) {
        return "kept from the run of " + since;
    }

    private static String from(List<String> sources) {
        return sources.size() == 1
                ? sources.getFirst().replaceFirst("^.*[/\\\\](?=.)", "")
                : say("%,d files", sources.size());
    }

    private static String skipped(Ingested ingested) {
        return ingested.badRows() == 0 ? "" : say(", %,d bad rows skipped", ingested.badRows());
    }

    private void requireTheSameData(String sha256) {
        around.verified()
                .filter(then -> !then.metadata().dataSha256().equals(sha256))
                .ifPresent(then -> {
                    throw new BadData(
                            "This is not the data that %s was trained on: its SHA-256 is %s, recorded is %s. Name the right data with --data."
                                    .formatted(
                                            then.version(),
                                            sha256,
                                            then.metadata().dataSha256()));
                });
    }

    /** At most zero long ago where clocks differ. */
    private Optional<Duration> age(Optional<Instant> newest) {
        return newest.map(then -> Duration.between(then, around.clock().instant()))
                .map(age -> age.isNegative() ? Duration.ZERO : age);
    }

    private Path draw(int rows) {
        Path file = around.workDirectory().resolve("synthetic.csv");
        try {
            new CreditApprovals(options.randomState()).write(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException("The drawn rows cannot be written to " + file + ": " + e.getMessage(), e);
        }
        return file;
    }

    /** The schema whose types a retrain keeps. */
    private Optional<FeatureSchema> servingSchema() {
        if (around.verified().isPresent()) {
            return around.verified().map(Recorded::schema);
        }
        return around.serving(options.environment()) instanceof PointerState.InForce inForce
                ? around.registry()
                        .metadata(inForce.pointer().modelVersion())
                        .map(metadata -> metadata.schema())
                        .filter(ModelSchema::isConsistent)
                        .map(ModelSchema::features)
                : Optional.empty();
    }

    String split() {
        Split split = run.leave(
                Split.class,
                Split.stratified(run.take(Ingested.class).data(), options.testSize(), options.randomState()));
        return say(
                "%,d training and %,d hold-out rows, stratified",
                split.training().rows(), split.holdOut().rows());
    }

    String fit() {
        Optional<Instant> since = checkpoints.since(Fitted.class);
        if (since.isPresent()) {
            return kept(since.get());
        }
        Dataset training = run.take(Split.class).training();
        long start = System.nanoTime();
        Fit fit = Fit.of(training, options.fit(), options.randomState(), around.workDirectory());
        checkpoints.keep(run.leave(Fitted.class, new Fitted(fit, (System.nanoTime() - start) / 1e9)));
        return say("%,d rows x %,d features, %s", training.rows(), training.features(), fit.summary());
    }

    String evaluate() {
        Split split = run.take(Split.class);
        double threshold = options.threshold() instanceof ThresholdChoice.Fixed fixed
                ? fixed.threshold()
                : options.threshold().on(predictions(split.training()));
        Decisions decisions = new Decisions(predictions(split.holdOut()), threshold);
        Metrics metrics = Scores.of(decisions.predictions(), threshold);
        run.leave(Evaluated.class, new Evaluated(decisions, metrics));
        return say(
                "accuracy %.4f, ROC-AUC %.4f, log-loss %.4f", metrics.accuracy(), metrics.rocAuc(), metrics.logLoss());
    }

    private Predictions predictions(Dataset data) {
        return new Predictions(
                data.classes(),
                data.classLabels().size(),
                model().probabilities(data),
                data.classLabels().size() - 1);
    }

    String export() {
        byte[] onnx = run.leave(byte[].class, OnnxExport.toBytes(model()));
        return say("ONNX, opset %d, %,d bytes", OnnxExport.opset(), onnx.length);
    }

    String checkParity() {
        Parity parity = run.leave(
                Parity.class,
                Parity.of(model(), run.take(byte[].class), run.take(Split.class).holdOut()));
        return say("%s on %,d rows, %.0e allowed", parity.finding(), parity.rows(), Parity.TOLERANCE);
    }

    String describe() {
        Split split = run.take(Split.class);
        DataProfile.Column[] columns = new DataProfile.Column[split.training().features()];
        long rows = split.training().rows();
        run.leave(
                Baseline.class,
                BaselineBuilder.of(
                        model(),
                        split.training(),
                        (feature, ascending, statistics) -> columns[feature.position()] =
                                ProfilePart.column(feature, rows, ascending, statistics)));
        run.leave(Columns.class, new Columns(Arrays.asList(columns)));
        GoldenRows golden = run.leave(GoldenRows.class, GoldenRows.select(model(), split.holdOut()));
        String weakness = golden.indistinguishable() == 0
                ? ""
                : say(", blind to %,d swaps of columns", golden.indistinguishable());
        return say(
                "%,d features, %d golden rows%s",
                split.training().features(), golden.rows().size(), weakness);
    }

    /** Before anything is published, so that the report can say what it found. */
    String gate() {
        Decision decision = run.leave(Decision.class, decide(around.serving(options.environment())));
        long against = decision.findings().stream().filter(f -> !f.passed()).count();
        return say(
                "%s policy, %d rules: %s%s",
                options.policy().name(),
                decision.findings().size(),
                against == 0 ? "no objections" : against == 1 ? "1 objection" : against + " objections",
                decision.findings().stream().anyMatch(Finding::isOpen) ? ", age of data unknown" : "");
    }

    private Decision decide(PointerState serving) {
        Split split = run.take(Split.class);
        Evaluated evaluated = run.take(Evaluated.class);
        Candidate candidate = new Candidate(
                run.take(Parity.class),
                split.holdOut(),
                evaluated.decisions(),
                evaluated.metrics().rocAuc(),
                split.training().rows(),
                run.take(DataAge.class).age());
        Optional<Incumbent> incumbent = Incumbent.of(serving, around.registry(), split.holdOut());
        return new Decision(serving, incumbent, options.policy().findings(candidate, serving, incumbent));
    }

    /** In place of gate and publication, where a model was trained again. */
    String compare() {
        Recorded then = around.verified().orElseThrow();
        ModelMetadata metadata = new BundleDraft(options, run, then.metadata().createdAt()).metadata(then.version());
        Reproduction reproduction =
                Reproduction.of(then.bundle(), run.take(byte[].class), metadata, run.take(Baseline.class));
        run.leave(ModelVersion.class, then.version());
        run.leave(TrainingOutcome.class, new TrainingOutcome.Verified(reproduction));
        return reproduction.isIdentical() ? "byte for byte the same" : "not the same";
    }

    String publish() {
        run.leave(TrainingOutcome.class, new TrainingOutcome.PublishedOnly());
        BundlePublisher publisher = new BundlePublisher(around.registry(), around.clock(), around.random());
        Optional<Intended> intended = run.find(Intended.class);
        if (intended.isPresent() && isPublished(intended.get())) {
            ModelVersion version = run.leave(ModelVersion.class, intended.get().version());
            return version + ", " + kept(checkpoints.since(Intended.class).orElseThrow());
        }
        ModelVersion version = intended.filter(this::canBeFinished)
                .filter(before -> publisher.finish(draft(before).bundle(before.version())))
                .map(Intended::version)
                .orElseGet(() -> publishAnew(publisher));
        run.leave(ModelVersion.class, version);
        return say("%s in %s", version, around.registry().name());
    }

    private ModelVersion publishAnew(BundlePublisher publisher) {
        Instant createdAt = around.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return publisher.publish(version -> {
            Intended intended = run.leave(Intended.class, new Intended(version, createdAt));
            checkpoints.keep(intended);
            return draft(intended).bundle(version);
        });
    }

    private BundleDraft draft(Intended intended) {
        return new BundleDraft(options, run, intended.createdAt());
    }

    /** Unless what there is of it has been pruned meanwhile. */
    private boolean canBeFinished(Intended intended) {
        return around.registry().retired(intended.version()).isEmpty();
    }

    /** Whether what a run that died meant to publish is there, and is what this run has. */
    private boolean isPublished(Intended intended) {
        return around.registry().fetch(intended.version()) instanceof FetchResult.Fetched fetched
                && Reproduction.of(
                                fetched,
                                run.take(byte[].class),
                                draft(intended).metadata(intended.version()),
                                run.take(Baseline.class))
                        .isIdentical();
    }

    /** Where a run that died has promoted this version, or a person for it: whatever serves now, it had its turn. */
    private Optional<PromotionResult.Promoted> promotedBefore() {
        Optional<Intended> intended = run.find(Intended.class)
                .filter(before -> checkpoints.since(Intended.class).isPresent())
                .filter(before -> before.version().equals(run.take(ModelVersion.class)));
        return intended.flatMap(before ->
                new PastPromotions(around.registry(), options.environment()).of(before.version(), before.createdAt()));
    }

    String promote() {
        Optional<PromotionResult.Promoted> before = promotedBefore();
        if (before.isPresent()) {
            run.leave(TrainingOutcome.class, new TrainingOutcome.Decided(before.get()));
            return say(
                    "%s, already revision %d",
                    options.environment(), before.get().now().revision());
        }
        Decision decision = run.take(Decision.class);
        List<Objection> objections = objections(decision);
        PromotionResult result = objections.isEmpty()
                ? new AutomaticPromotion(around.registry(), options.environment(), PATIENCE, around.random())
                        .promote(
                                run.take(ModelVersion.class),
                                justification(),
                                decision.serving(),
                                winner -> objections(decide(winner)))
                : new PromotionResult.Rejected(objections);
        run.leave(TrainingOutcome.class, new TrainingOutcome.Decided(result));
        return switch (result) {
            case PromotionResult.Promoted promoted ->
                say("%s, revision %d", options.environment(), promoted.now().revision());
            case PromotionResult.Rejected rejected -> "refused";
            case PromotionResult.LostRace lost -> "lost the race";
            case PromotionResult.Unknown unknown -> "outcome unknown";
        };
    }

    /** Those of the policy, and of a reader who opens what was published. */
    private List<Objection> objections(Decision decision) {
        List<Objection> objections = PromotionPolicy.objections(decision.findings(), decision.serving());
        objections.addAll(ReadersCheck.objections(around.registry().fetch(run.take(ModelVersion.class))));
        return objections;
    }

    private Justification justification() {
        return new Justification(
                Justification.TRAINING_PIPELINE,
                say(
                        "Automated training deployment - Accuracy: %.4f",
                        run.take(Evaluated.class).metrics().accuracy()));
    }

    private LogisticModel model() {
        return run.take(Fitted.class).fit().model();
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A model and how long its fit took. */
    record Fitted(Fit fit, double seconds) {}

    /** What the model decides on the hold-out, and how good that is. */
    record Evaluated(Decisions decisions, Metrics metrics) {}

    /** What the training rows look like, column by column. */
    record Columns(List<DataProfile.Column> columns) {
        Columns {
            columns = List.copyOf(columns);
        }
    }

    /** How old the newest data is, where that is known. */
    record DataAge(Optional<Duration> age) {}

    /** What the policy found about promotion over {@code serving}. */
    record Decision(PointerState serving, Optional<Incumbent> incumbent, List<Finding> findings) {}
}
