package dev.tryops.training;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.Reason;
import dev.tryops.registry.ServingPointer;
import dev.tryops.training.fit.Parity;
import dev.tryops.training.fit.ReadersCheck;
import java.util.List;
import java.util.stream.Stream;

/** What may speak against putting a candidate into service without asking a person. */
final class PromotionPolicy {

    static final String PARITY_FAILED = "parity_failed";

    private final ModelRegistry registry;

    private PromotionPolicy(ModelRegistry registry) {
        this.registry = registry;
    }

    /** For one's own machine: the model computes what it was trained to, readers accept it, and no person said stop. */
    static PromotionPolicy local(ModelRegistry registry) {
        return new PromotionPolicy(registry);
    }

    /** The objections against promoting {@code candidate} over {@code serving}; none means yes. */
    List<Objection> objections(Candidate candidate, PointerState serving) {
        return Stream.of(parity(candidate), acceptedByReaders(candidate), noHold(serving))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Objection> parity(Candidate candidate) {
        Parity parity = candidate.parity();
        return parity.holds()
                ? List.of()
                : List.of(new Objection(
                        PARITY_FAILED,
                        "The graph, against the trainer's mathematics: %s, where %.0e is allowed. Columns that are large against their spread lose digits in 32 bits: shift or rescale them"
                                .formatted(parity.finding(), Parity.TOLERANCE)));
    }

    private List<Objection> acceptedByReaders(Candidate candidate) {
        return ReadersCheck.objections(registry.fetch(candidate.version()));
    }

    private static List<Objection> noHold(PointerState serving) {
        return switch (serving) {
            case PointerState.Absent absent -> List.of();
            case PointerState.Corrupt corrupt ->
                List.of(new Objection(Reason.POINTER_CORRUPT.code(), corrupt.detail()));
            case PointerState.InForce inForce ->
                inForce.pointer().hold() ? List.of(onHold(inForce.pointer())) : List.of();
        };
    }

    private static Objection onHold(ServingPointer serving) {
        return new Objection(
                Objection.ON_HOLD,
                "%s was rolled back to %s by %s (%s), and automatic promotion waits until './tryops unhold --reason ...' lifts the hold"
                        .formatted(
                                serving.environment(),
                                serving.modelVersion(),
                                serving.promotedBy(),
                                serving.promotionReason()));
    }

    /** A published version and how well its graph agrees with the trainer. */
    record Candidate(ModelVersion version, Parity parity) {}
}
