package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The mark of a version that is to be deleted. It stays when the version is gone and then tells since when.
 *
 * @param retiredAt when prune marked it; the grace counts from here
 * @param prunedAt when its deletion began; from here on it cannot be restored
 * @param restoredAt when a restore took it back; the mark itself is about to go
 */
public record RetiredMarker(
        ModelVersion modelVersion,
        Instant retiredAt,
        String retiredBy,
        @Nullable Instant prunedAt,
        @Nullable Instant restoredAt) {

    public RetiredMarker {
        Objects.requireNonNull(modelVersion, "model_version");
        Objects.requireNonNull(retiredAt, "retired_at");
        Objects.requireNonNull(retiredBy, "retired_by");
    }

    static RetiredMarker of(ModelVersion version, Instant now, String by) {
        return new RetiredMarker(version, now, by, null, null);
    }

    RetiredMarker pruned(Instant now) {
        return new RetiredMarker(modelVersion, retiredAt, retiredBy, now, null);
    }

    RetiredMarker restored(Instant now) {
        return new RetiredMarker(modelVersion, retiredAt, retiredBy, null, now);
    }
}
