package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of which version an environment serves. A new value is made for every change; {@link #promote},
 * {@link #rollback} and {@link #unhold} are the whole state machine. The three paths are for people and are never
 * followed. A pointer of the reference system, without the later fields, has revision 0.
 */
public record ServingPointer(
        ModelVersion modelVersion,
        String modelPath,
        String metadataPath,
        String baselinePath,
        String schemaHash,
        Instant promotedAt,
        String promotedBy,
        String promotionReason,
        @Nullable ModelVersion previousVersion,
        @Nullable ModelVersion rollbackTo,
        EnvironmentName environment,
        boolean approved,
        long revision,
        @Nullable UUID promotionId,
        Action action,
        List<ModelVersion> rollbackPath,
        boolean hold,
        @Nullable String manifestSha256,
        @Nullable String previousPointerSha256) {

    /** The longest rollback path that a pointer remembers. */
    public static final int MAX_ROLLBACK_PATH = 10;

    /** Ten digits of a history key. */
    static final long MAX_REVISION = 9_999_999_999L;

    /** What made this pointer. */
    public enum Action {
        PROMOTE,
        ROLLBACK,
        UNHOLD
    }

    public ServingPointer {
        rollbackPath = List.copyOf(rollbackPath);
        if (revision < 0 || revision > MAX_REVISION) {
            throw new IllegalArgumentException("Not a revision: " + revision);
        }
        if (rollbackPath.size() > MAX_ROLLBACK_PATH) {
            throw new IllegalArgumentException("A rollback path has at most " + MAX_ROLLBACK_PATH + " versions");
        }
    }

    /** Whether this revision replaced a damaged one: a promotion lifts a hold, only a repair sets one. */
    public boolean isRepair() {
        return hold && action == Action.PROMOTE;
    }

    /** The first pointer of an environment. */
    static ServingPointer first(Target target, EnvironmentName environment, Decision decision) {
        return next(target, environment, decision, Action.PROMOTE, null, List.of());
    }

    /** The revision that serves {@code target} and remembers this version on the path. Lifts a hold. */
    ServingPointer promote(Target target, Decision decision, String thisSha256) {
        List<ModelVersion> path = new ArrayList<>();
        if (!modelVersion.equals(target.version())) {
            path.add(modelVersion);
        }
        rollbackPath.stream()
                .filter(v -> !v.equals(target.version()) && !v.equals(modelVersion))
                .forEach(path::add);
        return next(target, environment, decision, Action.PROMOTE, new Predecessor(this, thisSha256), path);
    }

    /** The revision that serves the head of the path; the version left behind does not return to the path. */
    ServingPointer rollback(Target headOfPath, Decision decision, String thisSha256) {
        if (rollbackPath.isEmpty() || !rollbackPath.getFirst().equals(headOfPath.version())) {
            throw new IllegalArgumentException("A rollback goes to the head of the path");
        }
        List<ModelVersion> rest = rollbackPath.subList(1, rollbackPath.size());
        return next(headOfPath, environment, decision, Action.ROLLBACK, new Predecessor(this, thisSha256), rest);
    }

    /** The revision that serves the same version, open again for automatic promotion. */
    ServingPointer unhold(Target same, Decision decision, String thisSha256) {
        return next(same, environment, decision, Action.UNHOLD, new Predecessor(this, thisSha256), rollbackPath);
    }

    /**
     * The revision that follows a damaged pointer. It is on hold: the damaged one may have been a person's rollback, so
     * nothing changes by itself until a person has looked.
     */
    static ServingPointer repaired(Target target, EnvironmentName environment, Decision decision, Damage damage) {
        ServingPointer made = next(target, environment, decision, Action.PROMOTE, null, damage.path());
        return new ServingPointer(
                made.modelVersion,
                made.modelPath,
                made.metadataPath,
                made.baselinePath,
                made.schemaHash,
                laterThan(damage.newestReadable(), decision.at()),
                made.promotedBy,
                made.promotionReason,
                damage.version(),
                made.rollbackTo,
                environment,
                true,
                damage.revision() + 1,
                made.promotionId,
                made.action,
                made.rollbackPath,
                true,
                made.manifestSha256,
                damage.sha256());
    }

    private static ServingPointer next(
            Target target,
            EnvironmentName environment,
            Decision decision,
            Action action,
            @Nullable Predecessor predecessor,
            List<ModelVersion> path) {
        List<ModelVersion> shortened = path.subList(0, Math.min(path.size(), MAX_ROLLBACK_PATH));
        ServingPointer before = predecessor == null ? null : predecessor.pointer();
        return new ServingPointer(
                target.version(),
                target.modelUri(),
                target.metadataUri(),
                target.baselineUri(),
                target.schemaHash(),
                laterThan(before, decision.at()),
                decision.by(),
                decision.reason(),
                before == null ? null : before.modelVersion,
                shortened.isEmpty() ? null : shortened.getFirst(),
                environment,
                true,
                before == null ? 1 : before.revision + 1,
                decision.id(),
                action,
                shortened,
                action == Action.ROLLBACK,
                target.manifestSha256(),
                predecessor == null ? null : predecessor.sha256());
    }

    /** Clocks differ and step back; promotion times of one environment always ascend. */
    private static Instant laterThan(@Nullable ServingPointer before, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        if (before == null) {
            return now;
        }
        Instant earliest = before.promotedAt.truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        return now.isBefore(earliest) ? earliest : now;
    }

    /** The bundle that a pointer is to name, as its manifest describes it. */
    record Target(
            ModelVersion version,
            String schemaHash,
            String manifestSha256,
            String modelUri,
            String metadataUri,
            String baselineUri) {}

    /** Who decided, why and when; {@code id} tells two decisions apart that are otherwise equal. */
    record Decision(UUID id, Instant at, String by, String reason) {}

    /**
     * What a repair replaces and continues from.
     *
     * @param revision under which history keeps the damaged bytes, or which is left empty if there are none
     * @param version that the damaged pointer names, if it can be read
     * @param sha256 of the damaged bytes, or of the newest snapshot if there are none
     * @param newestReadable the newest pointer in history that can be read
     * @param path to roll back on
     */
    record Damage(
            long revision,
            @Nullable ModelVersion version,
            @Nullable String sha256,
            @Nullable ServingPointer newestReadable,
            List<ModelVersion> path) {}

    private record Predecessor(ServingPointer pointer, String sha256) {}
}
