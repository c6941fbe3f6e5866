package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds a pointer from history. Readers may have accepted the revision that was lost, which is at most one above the
 * highest in history; so that one is given to the damaged bytes, or left empty, and the new pointer comes after it.
 */
final class PointerRepair {

    private static final int FAR_ENOUGH_BACK = 100;

    private final ObjectStore store;
    private final Promotions promotions;
    private final ModelRegistry registry;

    PointerRepair(ObjectStore store, Promotions promotions, ModelRegistry registry) {
        this.store = store;
        this.promotions = promotions;
        this.registry = registry;
    }

    PromotionResult repair(
            EnvironmentName environment,
            PointerState damaged,
            Optional<ModelVersion> named,
            ServingPointer.Decision decision) {
        if (damaged instanceof PointerState.Absent) {
            return registry.nothingServes(environment, damaged);
        }
        Optional<Refusal> damage = damageOf(environment, damaged);
        if (damage.isEmpty()) {
            return ModelRegistry.rejected(
                    Objection.NOTHING_TO_REPAIR, "The pointer of " + environment + " passes every check");
        }
        Trail trail = trail(environment);
        if (trail.highest() > ServingPointer.MAX_REVISION - 2) {
            return ModelRegistry.rejected(
                    Reason.HISTORY_FORKED.code(),
                    "%s leaves no revision for a repair. No promotion wrote it: remove it from the store"
                            .formatted(Layout.history(environment, trail.highest())));
        }
        Optional<PointerLink> source = newestSound(environment, trail);
        Optional<ModelVersion> version =
                named.or(() -> source.map(link -> pointerOf(link).modelVersion()));
        if (version.isEmpty()) {
            return ModelRegistry.rejected(
                    Objection.NOTHING_TO_REPAIR_FROM,
                    "No entry of the history is readable, chained and has a sound bundle. Name the version to serve");
        }
        if (registry.fetch(version.get()) instanceof Refusal refusal) {
            return new PromotionResult.Rejected(List.of(Objection.of(refusal.reason(), refusal.detail())));
        }
        return switch (registry.target(version.get())) {
            case ModelRegistry.TargetOf.Missing missing -> new PromotionResult.Rejected(List.of(missing.objection()));
            case ModelRegistry.TargetOf.Found found -> {
                ServingPointer.Damage replaced = replaced(damaged, damage.get(), trail, path(version.get(), source));
                ServingPointer.Decision told = tell(decision, damage.get(), source);
                yield promotions.repair(
                        environment, damaged, ServingPointer.repaired(found.target(), environment, told, replaced));
            }
        };
    }

    private Optional<Refusal> damageOf(EnvironmentName environment, PointerState state) {
        return switch (state) {
            case PointerState.Absent absent -> Optional.empty();
            case PointerState.Corrupt corrupt -> Optional.of(new Refusal(Reason.POINTER_CORRUPT, corrupt.detail()));
            case PointerState.InForce inForce -> registry.refusalOf(inForce, environment, Optional.empty());
        };
    }

    private static ServingPointer.Damage replaced(
            PointerState damaged, Refusal damage, Trail trail, List<ModelVersion> path) {
        byte @Nullable [] bytes = Promotions.bytesOf(damaged).orElse(null);
        long slot = trail.highest() + 1;
        PointerLink top = trail.links().isEmpty() ? null : trail.links().getFirst();
        if (bytes != null && top != null && Arrays.equals(bytes, top.bytes())) {
            slot = top.revision(); // kept there by a repair, or a promotion, that got no further
        }
        ServingPointer readable = damaged instanceof PointerState.InForce inForce ? inForce.pointer() : null;
        if (readable != null && statesItsRevision(damage.reason())) {
            slot = Math.max(slot, readable.revision());
        }
        String sha256 = bytes != null ? Sha256.hex(bytes) : top == null ? null : top.sha256();
        ModelVersion version = readable == null ? null : readable.modelVersion();
        return new ServingPointer.Damage(slot, version, sha256, trail.newestReadable(), path);
    }

    /** Whether readers may have accepted the revision that the refused pointer states. */
    private static boolean statesItsRevision(Reason refused) {
        return refused == Reason.NOT_APPROVED
                || refused == Reason.HISTORY_FORKED
                || refused == Reason.REVISION_REGRESSED;
    }

    private static List<ModelVersion> path(ModelVersion version, Optional<PointerLink> source) {
        return source.stream()
                .map(PointerRepair::pointerOf)
                .flatMap(before -> Stream.concat(Stream.of(before.modelVersion()), before.rollbackPath().stream()))
                .filter(v -> !v.equals(version))
                .distinct()
                .toList();
    }

    private static ServingPointer.Decision tell(
            ServingPointer.Decision decision, Refusal damage, Optional<PointerLink> source) {
        String from = source.map(link -> "from revision " + link.revision()).orElse("without a sound history");
        return new ServingPointer.Decision(
                decision.id(),
                decision.at(),
                decision.by(),
                "%s (repaired %s after %s)"
                        .formatted(decision.reason(), from, damage.reason().code()));
    }

    private Trail trail(EnvironmentName environment) {
        List<Long> revisions = new ArrayList<>(store.allKeysUnder(Layout.historyPrefix(environment))
                .flatMapToLong(key -> Layout.revisionOfHistory(environment, key).stream())
                .boxed()
                .toList());
        Collections.reverse(revisions);
        List<PointerLink> links = new ArrayList<>();
        for (long revision : revisions.subList(0, Math.min(revisions.size(), FAR_ENOUGH_BACK))) {
            store.read(Layout.history(environment, revision))
                    .map(stored -> believed(PointerLink.of(environment, revision, stored.bytes())))
                    .ifPresent(links::add);
        }
        return new Trail(links);
    }

    /** A pointer that nobody signed says nothing, of itself or of the one below: the repair would lend it its signature. */
    private PointerLink believed(PointerLink link) {
        ServingPointer pointer = link.pointer();
        return pointer == null
                ? link
                : registry.signatureRefusalOf(pointer, link.bytes())
                        .map(refusal -> new PointerLink(link.revision(), link.key(), link.bytes(), null, refusal))
                        .orElse(link);
    }

    private Optional<PointerLink> newestSound(EnvironmentName environment, Trail trail) {
        List<PointerLink> links = trail.links();
        for (int i = 0; i < links.size(); i++) {
            if (trail.isChained(i) && isSound(environment, links.get(i))) {
                return Optional.of(links.get(i));
            }
        }
        return Optional.empty();
    }

    private boolean isSound(EnvironmentName environment, PointerLink link) {
        ServingPointer pointer = link.pointer();
        return pointer != null
                && link.refusal() == null
                && registry.refusalOfEarlier(new PointerState.InForce(pointer, link.bytes(), ""), environment)
                        .isEmpty()
                && registry.target(pointer.modelVersion()) instanceof ModelRegistry.TargetOf.Found
                && registry.fetch(pointer) instanceof FetchResult.Fetched;
    }

    private static ServingPointer pointerOf(PointerLink link) {
        if (link.pointer() == null) {
            throw new IllegalArgumentException(link.key() + " is no pointer");
        }
        return link.pointer();
    }

    /** The newest snapshots of an environment, newest first. */
    private record Trail(List<PointerLink> links) {

        long highest() {
            return links.isEmpty() ? 0 : links.getFirst().revision();
        }

        @Nullable ServingPointer newestReadable() {
            return links.stream()
                    .filter(link -> link.refusal() == null)
                    .map(PointerLink::pointer)
                    .findFirst()
                    .orElse(null);
        }

        /** The link above vouches for this one; where there is none that can, this one must fit the link below. */
        boolean isChained(int index) {
            PointerLink link = links.get(index);
            if (index > 0 && links.get(index - 1).pointer() != null) {
                PointerLink above = links.get(index - 1);
                if (above.follows(link) || above.revision() == link.revision() + 1) {
                    return above.follows(link);
                }
            }
            boolean first = link.revision() <= 1 && link.statedBelow() == null;
            return first || (index + 1 < links.size() && link.follows(links.get(index + 1)));
        }
    }
}
