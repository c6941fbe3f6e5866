package dev.tryops.training;

import dev.tryops.model.ExitCode;
import dev.tryops.registry.PromotionResult;

/** How a run ended that published a model. */
sealed interface TrainingOutcome {

    /** Published, as asked, and left for a person to promote. */
    record PublishedOnly() implements TrainingOutcome {}

    /** Published, and this became of the promotion. */
    record Decided(PromotionResult result) implements TrainingOutcome {}

    /** Made again, and not published. */
    record Verified(Reproduction reproduction) implements TrainingOutcome {}

    default ExitCode exitCode() {
        return switch (this) {
            case Verified verified -> verified.reproduction().isIdentical() ? ExitCode.DONE : ExitCode.REFUSED;
            case PublishedOnly published -> ExitCode.DONE;
            case Decided(PromotionResult.Promoted promoted) -> ExitCode.DONE;
            case Decided(PromotionResult.Rejected rejected) -> ExitCode.REFUSED;
            case Decided(PromotionResult.LostRace lost) -> ExitCode.LOST_RACE;
            case Decided(PromotionResult.Unknown unknown) -> ExitCode.OUTCOME_UNKNOWN;
        };
    }
}
