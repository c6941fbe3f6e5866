package dev.tryops.training;

import dev.tryops.model.Baseline;
import dev.tryops.model.FeatureSchema;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelSchema;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.training.data.CreditApprovals;
import dev.tryops.training.data.CsvFile;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Split;
import dev.tryops.training.fit.BaselineBuilder;
import dev.tryops.training.fit.Evaluation;
import dev.tryops.training.fit.GoldenRows;
import dev.tryops.training.fit.LogisticModel;
import dev.tryops.training.fit.LogisticTrainer;
import dev.tryops.training.fit.OnnxExport;
import dev.tryops.training.fit.Parity;
import dev.tryops.training.publish.AutomaticPromotion;
import dev.tryops.training.publish.BundlePublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The steps of a run. Each takes what earlier ones left, leaves its result, and answers its figures in a few words. */
final class TrainingSteps {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TrainingOptions options;
    private final Surroundings around;
    private final TrainingRun run;
    private final PromotionPolicy policy;

    TrainingSteps(TrainingOptions options, Surroundings around, TrainingRun run) {
        this.options = options;
        this.around = around;
        this.run = run;
        this.policy = PromotionPolicy.local(around.registry());
    }

    String ingest() {
        Path file = switch (options.source()) {
            case TrainingOptions.Source.File given -> given.path();
            case TrainingOptions.Source.Synthetic synthetic -> draw(synthetic.rows());
        };
        Dataset data = run.leave(Ingested.class, new CsvFile(file, options.target()).read(servingSchema()))
                .data();
        return say("%,d rows x %,d features from %s", data.rows(), data.features(), file.getFileName());
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
        if (around.storeIsNew()) {
            return Optional.empty();
        }
        return around.registry().serving(options.environment()) instanceof PointerState.InForce inForce
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
        Dataset training = run.take(Split.class).training();
        long start = System.nanoTime();
        LogisticModel model = new LogisticTrainer(options.randomState()).fit(training);
        run.leave(Fitted.class, new Fitted(model, (System.nanoTime() - start) / 1e9));
        return say("%,d rows x %,d features, %d epochs", training.rows(), training.features(), LogisticTrainer.EPOCHS);
    }

    String evaluate() {
        Dataset holdOut = run.take(Split.class).holdOut();
        Metrics metrics = run.leave(Metrics.class, Evaluation.of(holdOut.classes(), model().positive(holdOut)));
        return say(
                "accuracy %.4f, ROC-AUC %.4f, log-loss %.4f", metrics.accuracy(), metrics.rocAuc(), metrics.logLoss());
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
        run.leave(Baseline.class, BaselineBuilder.of(model(), split.training()));
        GoldenRows golden = run.leave(GoldenRows.class, GoldenRows.select(model(), split.holdOut()));
        String weakness = golden.indistinguishable() == 0
                ? ""
                : say(", blind to %,d swaps of columns", golden.indistinguishable());
        return say(
                "%,d features, %d golden rows%s",
                split.training().features(), golden.rows().size(), weakness);
    }

    String publish() {
        ModelVersion version = new BundlePublisher(around.registry(), around.clock(), around.random())
                .publish(
                        new BundleDraft(options, run, around.clock().instant().truncatedTo(ChronoUnit.MILLIS))::bundle);
        run.leave(ModelVersion.class, version);
        run.leave(TrainingOutcome.class, new TrainingOutcome.PublishedOnly());
        return say("%s in %s", version, around.registry().name());
    }

    String gate() {
        PointerState serving = around.registry().serving(options.environment());
        Decision decision = run.leave(Decision.class, new Decision(serving, objections(serving)));
        return "local policy: "
                + switch (decision.objections().size()) {
                    case 0 -> "no objections";
                    case 1 -> "1 objection";
                    default -> decision.objections().size() + " objections";
                };
    }

    String promote() {
        Decision decision = run.take(Decision.class);
        PromotionResult result = decision.objections().isEmpty()
                ? new AutomaticPromotion(around.registry(), options.environment(), PATIENCE, around.random())
                        .promote(run.take(ModelVersion.class), justification(), decision.serving(), this::objections)
                : new PromotionResult.Rejected(decision.objections());
        run.leave(TrainingOutcome.class, new TrainingOutcome.Decided(result));
        return switch (result) {
            case PromotionResult.Promoted promoted ->
                say("%s, revision %d", options.environment(), promoted.now().revision());
            case PromotionResult.Rejected rejected -> "refused";
            case PromotionResult.LostRace lost -> "lost the race";
            case PromotionResult.Unknown unknown -> "outcome unknown";
        };
    }

    private List<Objection> objections(PointerState serving) {
        return policy.objections(
                new PromotionPolicy.Candidate(run.take(ModelVersion.class), run.take(Parity.class)), serving);
    }

    private Justification justification() {
        return new Justification(
                Justification.TRAINING_PIPELINE,
                say(
                        "Automated training deployment - Accuracy: %.4f",
                        run.take(Metrics.class).accuracy()));
    }

    private LogisticModel model() {
        return run.take(Fitted.class).model();
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A model and how long its fit took. */
    record Fitted(LogisticModel model, double seconds) {}

    /** What the policy found against promotion over {@code serving}. */
    record Decision(PointerState serving, List<Objection> objections) {}
}
