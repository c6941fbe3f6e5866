package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * One stored snapshot as a link of its environment's hash chain.
 *
 * @param pointer the snapshot, if it can be parsed
 * @param refusal why it is not the revision that its key names, or null
 */
record PointerLink(
        long revision,
        String key,
        byte[] bytes,
        @Nullable ServingPointer pointer,
        @Nullable Refusal refusal) {

    static PointerLink of(EnvironmentName environment, long revision, byte[] bytes) {
        String key = Layout.history(environment, revision);
        try {
            ServingPointer pointer = ArtifactJson.decodePointer(bytes, key);
            return new PointerLink(revision, key, bytes, pointer, misplaced(environment, revision, pointer));
        } catch (CorruptArtifact e) {
            return new PointerLink(
                    revision, key, bytes, null, new Refusal(Reason.POINTER_CORRUPT, String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable Refusal misplaced(EnvironmentName environment, long revision, ServingPointer pointer) {
        if (!pointer.environment().equals(environment)) {
            return new Refusal(Reason.WRONG_ENVIRONMENT, "It is made for " + pointer.environment());
        }
        if (pointer.revision() != revision) {
            return new Refusal(Reason.HISTORY_FORKED, "It holds a pointer of revision " + pointer.revision());
        }
        return null;
    }

    String sha256() {
        return Sha256.hex(bytes);
    }

    /** The digest that this link states of the one below; null for the first, and where it cannot be read. */
    @Nullable String statedBelow() {
        return pointer == null ? null : pointer.previousPointerSha256();
    }

    /** Whether this link put an end to {@code below}. */
    boolean isRepairOf(PointerLink below) {
        return pointer != null && pointer.isRepair() && follows(below);
    }

    boolean follows(PointerLink below) {
        return below.sha256().equals(statedBelow());
    }
}
