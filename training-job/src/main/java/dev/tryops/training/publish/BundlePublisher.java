package dev.tryops.training.publish;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PublishResult;
import dev.tryops.registry.Refusal;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Publishes a bundle under a version of its own. */
public final class BundlePublisher {

    /** Sixteen million names per second are free; that five in a row are taken is no accident. */
    private static final int DRAWS = 5;

    private final ModelRegistry registry;
    private final Clock clock;
    private final RandomGenerator random;

    public BundlePublisher(ModelRegistry registry, Clock clock, RandomGenerator random) {
        this.registry = registry;
        this.clock = clock;
        this.random = random;
    }

    /** Whether {@code bundle} is published under its version now; an earlier attempt may have begun or done it. */
    public boolean finish(ModelBundle bundle) {
        return switch (registry.publish(bundle)) {
            case PublishResult.Published published -> true;
            case PublishResult.VersionTaken taken -> false;
            case Refusal refusal -> throw new IllegalStateException(refusal.detail());
        };
    }

    /** The version that {@code bundleOf} was published as; another is drawn while one is taken. */
    public ModelVersion publish(Function<ModelVersion, ModelBundle> bundleOf) {
        for (int draw = 0; draw < DRAWS; draw++) {
            ModelVersion version = ModelVersion.draw(clock.instant(), random);
            if (finish(bundleOf.apply(version))) {
                return version;
            }
        }
        throw new IllegalStateException("Every version drawn was taken; is a clock or a random source stuck?");
    }
}
