package dev.tryops.training.publish;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.ServingPointer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a version has already been promoted, for a run that does not know how far the one before it came. */
public final class PastPromotions {

    private static final int FIRST_LOOK = 16;

    private final ModelRegistry registry;
    private final EnvironmentName environment;

    public PastPromotions(ModelRegistry registry, EnvironmentName environment) {
        this.registry = registry;
        this.environment = environment;
    }

    /** The promotion of {@code version}, which was made at {@code since}; the history is read no further back. */
    public Optional<PromotionResult.Promoted> of(ModelVersion version, Instant since) {
        for (int limit = FIRST_LOOK; ; limit *= 4) {
            List<HistoryEntry> newest = registry.history(environment, limit);
            for (int i = 0; i < newest.size(); i++) {
                if (newest.get(i) instanceof HistoryEntry.Recorded(ServingPointer pointer)) {
                    if (pointer.modelVersion().equals(version)) {
                        return Optional.of(new PromotionResult.Promoted(pointer, i > 0));
                    }
                    if (pointer.promotedAt().isBefore(since)) {
                        return Optional.empty();
                    }
                }
            }
            if (newest.size() < limit) {
                return Optional.empty();
            }
        }
    }
}
