package dev.tryops.training;

import static dev.tryops.training.InWords.kept;
import static dev.tryops.training.InWords.say;

import dev.tryops.model.Baseline;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.Justification;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.training.data.Ingested;
import dev.tryops.training.data.Split;
import dev.tryops.training.fit.Parity;
import dev.tryops.training.fit.ReadersCheck;
import dev.tryops.training.gate.Candidate;
import dev.tryops.training.gate.Finding;
import dev.tryops.training.gate.Incumbent;
import dev.tryops.training.gate.PromotionPolicy;
import dev.tryops.training.publish.AutomaticPromotion;
import dev.tryops.training.publish.BundlePublisher;
import dev.tryops.training.publish.PastPromotions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** From a model to one that serves, or is refused. Each step leaves its result, and answers its figures. */
final class ReleaseSteps {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TrainingOptions options;
    private final Surroundings around;
    private final TrainingRun run;
    private final Checkpoints checkpoints;

    ReleaseSteps(TrainingOptions options, Surroundings around, TrainingRun run, Checkpoints checkpoints) {
        this.options = options;
        this.around = around;
        this.run = run;
        this.checkpoints = checkpoints;
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
                age(run.take(Ingested.class).newest()));
        Optional<Incumbent> incumbent = Incumbent.of(serving, around.registry(), split.holdOut());
        return new Decision(serving, incumbent, options.policy().findings(candidate, serving, incumbent));
    }

    /** Of the data, where it is known; not below zero, as clocks differ. */
    private Optional<Duration> age(Optional<Instant> newest) {
        return newest.map(then -> Duration.between(then, around.clock().instant()))
                .map(age -> age.isNegative() ? Duration.ZERO : age);
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
}
