package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A pointer as it may be found: the reference system's has only the first twelve fields, any other is broken. */
record PointerJson(
        @Nullable ModelVersion modelVersion,
        @Nullable String modelPath,
        @Nullable String metadataPath,
        @Nullable String baselinePath,
        @Nullable String schemaHash,
        @Nullable Instant promotedAt,
        @Nullable String promotedBy,
        @Nullable String promotionReason,
        @Nullable ModelVersion previousVersion,
        @Nullable ModelVersion rollbackTo,
        @Nullable EnvironmentName environment,
        @Nullable Boolean approved,
        @Nullable Long revision,
        @Nullable UUID promotionId,
        ServingPointer.@Nullable Action action,
        @Nullable List<ModelVersion> rollbackPath,
        @Nullable Boolean hold,
        @Nullable String manifestSha256,
        @Nullable String previousPointerSha256) {

    ServingPointer toPointer() {
        boolean reference = revision == null;
        List<ModelVersion> path = reference
                ? (rollbackTo == null ? List.of() : List.of(rollbackTo))
                : required(rollbackPath, "rollback_path");
        if (!reference) {
            checkAdded(path);
        }
        return new ServingPointer(
                required(modelVersion, "model_version"),
                required(modelPath, "model_path"),
                required(metadataPath, "metadata_path"),
                required(baselinePath, "baseline_path"),
                required(schemaHash, "schema_hash"),
                required(promotedAt, "promoted_at"),
                required(promotedBy, "promoted_by"),
                required(promotionReason, "promotion_reason"),
                previousVersion,
                rollbackTo,
                required(environment, "environment"),
                required(approved, "approved"),
                revision == null ? 0 : revision,
                promotionId,
                reference ? ServingPointer.Action.PROMOTE : required(action, "action"),
                path,
                !reference && required(hold, "hold"),
                manifestSha256,
                previousPointerSha256);
    }

    private void checkAdded(List<ModelVersion> path) {
        required(promotionId, "promotion_id");
        required(manifestSha256, "manifest_sha256");
        ModelVersion head = path.isEmpty() ? null : path.getFirst();
        if (head == null ? rollbackTo != null : !head.equals(rollbackTo)) {
            throw new IllegalArgumentException("rollback_to is not the head of rollback_path");
        }
        if (revision != null && revision > 1) {
            required(previousPointerSha256, "previous_pointer_sha256");
        }
    }

    private static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("the field " + field + " is missing");
        }
        return value;
    }
}
