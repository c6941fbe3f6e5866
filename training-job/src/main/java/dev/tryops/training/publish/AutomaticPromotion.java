package dev.tryops.training.publish;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Promotes a version on a decision that is taken on the very pointer it replaces. Whoever loses a race decides anew,
 * against the winner: it may be a person's rollback.
 */
public final class AutomaticPromotion {

    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final ModelRegistry registry;
    private final EnvironmentName environment;
    private final Duration patience;
    private final RandomGenerator random;

    /** {@code patience} bounds how long a lost race is run again. */
    public AutomaticPromotion(
            ModelRegistry registry, EnvironmentName environment, Duration patience, RandomGenerator random) {
        this.registry = registry;
        this.environment = environment;
        this.patience = patience;
        this.random = random;
    }

    /**
     * Promotes {@code version} over {@code decidedOn}, to which {@code policy} had no objection; it is asked again about
     * every pointer that comes between.
     */
    public PromotionResult promote(
            ModelVersion version,
            Justification why,
            PointerState decidedOn,
            Function<PointerState, List<Objection>> policy) {
        long end = System.nanoTime() + patience.toNanos();
        PromotionResult result = registry.promote(environment, version, decidedOn, why);
        while (result instanceof PromotionResult.LostRace && System.nanoTime() < end) {
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
            PointerState serving = registry.serving(environment);
            List<Objection> objections = policy.apply(serving);
            result = objections.isEmpty()
                    ? registry.promote(environment, version, serving, why)
                    : new PromotionResult.Rejected(objections);
        }
        return result;
    }
}
