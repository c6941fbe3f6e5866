package dev.tryops.registry;

import java.util.List;
import java.util.UUID;

/** What became of a promotion, a rollback or an unhold. */
public sealed interface PromotionResult {

    /** Ours is in force, or was: {@code superseded} says that another has already followed it. */
    record Promoted(ServingPointer now, boolean superseded) implements PromotionResult {}

    /** Nothing was written. */
    record Rejected(List<Objection> objections) implements PromotionResult {

        public Rejected {
            objections = List.copyOf(objections);
        }
    }

    /** Nothing was written: another's decision came first, and ours was taken on what no longer is. */
    record LostRace(PointerState.InForce winner) implements PromotionResult {}

    /** The write may or may not have landed; look for {@code promotionId} in the history. */
    record Unknown(UUID promotionId, Exception cause) implements PromotionResult {}
}
