package dev.tryops.cli;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.Objection;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.Refusal;
import java.util.List;
import java.util.function.Supplier;

/** No pointer is moved to a bundle that every reader would refuse. */
final class SoundBundle {

    private SoundBundle() {}

    /** The change, if all of {@code version} can be fetched and has the digests that its manifest states. */
    static PromotionResult required(ModelRegistry registry, ModelVersion version, Supplier<PromotionResult> change) {
        return switch (registry.fetch(version)) {
            case FetchResult.Fetched sound -> change.get();
            case Refusal refusal ->
                new PromotionResult.Rejected(
                        List.of(new Objection(refusal.reason().code(), refusal.detail())));
        };
    }
}
