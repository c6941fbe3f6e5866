package dev.tryops.training;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.Metrics;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.ServingPointer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run that published a model tells its caller at the end. */
record Report(ModelVersion version, Metrics metrics, EnvironmentName environment, TrainingOutcome outcome) {

    /** For people: the figures and what became of the promotion. */
    String table() {
        return String.format(
                Locale.ROOT,
                """

                        %s
                          accuracy  %.4f    precision  %.4f    recall  %.4f    F1  %.4f
                          ROC-AUC   %.4f    log-loss   %.4f    Brier   %.4f""",
                version,
                metrics.accuracy(),
                metrics.precision(),
                metrics.recall(),
                metrics.f1Score(),
                metrics.rocAuc(),
                metrics.logLoss(),
                metrics.brierScore());
    }

    /** For programs: one JSON object. */
    String json() {
        ServingPointer pointer = promoted();
        Json json = new Json(
                version,
                pointer != null,
                pointer == null ? null : pointer.revision(),
                promotionId(),
                environment,
                metrics,
                objections());
        return new String(ArtifactJson.encode(json), StandardCharsets.UTF_8);
    }

    /** Which version serves now, or why it is not this one. */
    String sentence() {
        return switch (outcome) {
            case TrainingOutcome.Verified(Reproduction reproduction) -> version + ": " + reproduction.sentence();
            case TrainingOutcome.PublishedOnly only ->
                "published; './tryops promote %s' puts it into service".formatted(version);
            case TrainingOutcome.Decided(PromotionResult.Promoted(ServingPointer now, boolean superseded)) ->
                "promoted to %s as revision %d%s"
                        .formatted(environment, now.revision(), superseded ? ", and another has already followed" : "");
            case TrainingOutcome.Decided(PromotionResult.Rejected(List<Objection> objections)) ->
                "%s is published, but was not promoted to %s:%n%s"
                        .formatted(
                                version,
                                environment,
                                objections.stream().map(o -> "  " + o).collect(Collectors.joining("\n")));
            case TrainingOutcome.Decided(PromotionResult.LostRace lost) ->
                "%s is published, but others kept promoting to %s; %s serves at revision %d. Promote it with './tryops promote %s'"
                        .formatted(
                                version,
                                environment,
                                lost.winner().pointer().modelVersion(),
                                lost.winner().pointer().revision(),
                                version);
            case TrainingOutcome.Decided(PromotionResult.Unknown unknown) ->
                "%s is published, but the store did not tell whether it was promoted to %s. Look for promotion_id %s in './tryops history'"
                        .formatted(version, environment, unknown.promotionId());
        };
    }

    private @Nullable ServingPointer promoted() {
        return outcome instanceof TrainingOutcome.Decided(PromotionResult.Promoted promoted) ? promoted.now() : null;
    }

    /** Of a promotion that was made, or that may have been made. */
    private @Nullable UUID promotionId() {
        return switch (outcome) {
            case TrainingOutcome.Decided(PromotionResult.Promoted(ServingPointer now, boolean superseded)) ->
                now.promotionId();
            case TrainingOutcome.Decided(PromotionResult.Unknown unknown) -> unknown.promotionId();
            case TrainingOutcome.Decided decided -> null;
            case TrainingOutcome.PublishedOnly only -> null;
            case TrainingOutcome.Verified verified -> null;
        };
    }

    private List<Objection> objections() {
        return outcome instanceof TrainingOutcome.Decided(PromotionResult.Rejected rejected)
                ? rejected.objections()
                : List.of();
    }

    private record Json(
            ModelVersion modelVersion,
            boolean promoted,
            @Nullable Long revision,
            @Nullable UUID promotionId,
            EnvironmentName environment,
            Metrics metrics,
            List<Objection> objections) {}
}
