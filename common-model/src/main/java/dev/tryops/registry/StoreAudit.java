package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a store holds, and names every fault. Bundles and pointers in force are judged by the registry's own rules,
 * which every reader applies; the history by its hash chain.
 */
public final class StoreAudit {

    private static final int LOOKS = 5;
    private static final String MISSING = "It is missing";

    private final ObjectStore store;
    private final ModelRegistry registry;
    private final RetiredMarkers markers;

    StoreAudit(ObjectStore store, ModelRegistry registry) {
        this.store = store;
        this.registry = registry;
        this.markers = new RetiredMarkers(store);
    }

    /** Something that a reader refuses, or that history cannot vouch for. */
    public record Fault(Reason reason, String key, String detail) {}

    /** A version that history names and prune has removed. */
    public record PrunedVersion(
            ModelVersion modelVersion, @Nullable Instant prunedAt) {}

    /**
     * What was checked and found.
     *
     * @param revisions pointers and snapshots whose chain was checked
     * @param notes what is out of the ordinary, and no fault
     */
    public record Report(
            boolean sound,
            int bundles,
            int revisions,
            List<Fault> faults,
            List<PrunedVersion> pruned,
            List<String> notes) {}

    /** One bundle. */
    public Report of(ModelVersion version) {
        Findings findings = new Findings();
        checkBundle(version, findings);
        return findings.report();
    }

    /** The environment's pointer, the bundles that it needs, and its history. */
    public Report of(EnvironmentName environment) {
        Findings findings = new Findings();
        checkEnvironment(environment, findings);
        checkReferences(findings);
        TreeSet<ModelVersion> needed = new TreeSet<>(findings.needed);
        needed.stream().filter(registry::isPublished).forEach(version -> checkBundle(version, findings));
        return findings.report();
    }

    /** Every bundle and every environment. */
    public Report all() {
        Findings findings = new Findings();
        registry.versions().forEach(version -> checkBundle(version, findings));
        registry.environments().forEach(environment -> checkEnvironment(environment, findings));
        checkReferences(findings);
        return findings.report();
    }

    private void checkBundle(ModelVersion version, Findings findings) {
        findings.bundles++;
        markers.read(version)
                .ifPresent(mark -> findings.notes.add(version + " is marked for deletion"
                        + mark.marker().map(m -> " since " + m.retiredAt()).orElse("")));
        if (registry.manifest(version) instanceof Bundles.ManifestResult.Read read) {
            checkObjects(read.manifest(), findings);
        }
        // Whatever the registry refuses beyond the digests, signatures included, is named once.
        if (registry.fetch(version) instanceof Refusal refusal && !findings.names(refusal.reason(), version)) {
            findings.fault(refusal.reason(), Layout.manifest(version), refusal.detail());
        }
    }

    private void checkObjects(Manifest manifest, Findings findings) {
        for (Artifact artifact : Artifact.values()) {
            String key = artifact.key(manifest.modelVersion());
            String expected = manifest.sha256().get(artifact.label());
            Optional<String> actual = store.read(key).map(stored -> Sha256.hex(stored.bytes()));
            if (expected == null && actual.isPresent()) {
                findings.fault(Reason.DIGEST_MISMATCH, key, "It is no part of the bundle; somebody else put it there");
            } else if (expected != null && actual.isEmpty()) {
                findings.fault(Reason.DIGEST_MISMATCH, key, MISSING);
            } else if (expected != null && !expected.equals(actual.get())) {
                findings.fault(
                        Reason.DIGEST_MISMATCH,
                        key,
                        "It has SHA-256 %s, its manifest says %s".formatted(actual.get(), expected));
            }
        }
    }

    private void checkEnvironment(EnvironmentName environment, Findings findings) {
        String key = Layout.pointer(environment);
        PointerState state = registry.serving(environment);
        Optional<Refusal> refusal = refusalOf(state, environment);
        for (int look = 1; look < LOOKS && refusal.isPresent(); look++) {
            // Promotions that came between the two reads make an old pointer look like a replayed one.
            state = registry.serving(environment);
            refusal = refusalOf(state, environment);
        }
        refusal.ifPresent(r -> findings.fault(r.reason(), key, r.detail()));
        if (state instanceof PointerState.InForce inForce) {
            findings.needed.add(inForce.pointer().modelVersion());
            findings.needed.addAll(inForce.pointer().rollbackPath());
            if (registry.fetch(inForce.pointer()) instanceof Refusal r) {
                findings.fault(r.reason(), key, "The bundle that it names: " + r.detail());
            }
        }
        checkChain(environment, state, findings);
    }

    private Optional<Refusal> refusalOf(PointerState state, EnvironmentName environment) {
        return switch (state) {
            case PointerState.Absent absent -> Optional.empty();
            case PointerState.Corrupt corrupt -> Optional.of(new Refusal(Reason.POINTER_CORRUPT, corrupt.detail()));
            case PointerState.InForce inForce -> registry.refusalOf(inForce, environment, Optional.empty());
        };
    }

    /** From the pointer in force downward: each link must state the digest of the one below. */
    private void checkChain(EnvironmentName environment, PointerState state, Findings findings) {
        PointerLink above = null;
        if (state instanceof PointerState.InForce inForce) {
            above = PointerLink.of(environment, inForce.pointer().revision(), inForce.bytes());
            findings.revisions++;
        }
        for (long revision : revisionsDescending(environment)) {
            if (above != null && revision >= above.revision()) {
                continue; // a snapshot of the pointer in force, or one that its refusal already speaks of
            }
            Optional<ObjectStore.Stored> stored = store.read(Layout.history(environment, revision));
            if (stored.isPresent()) {
                PointerLink link =
                        PointerLink.of(environment, revision, stored.get().bytes());
                checkLink(environment, above, link, findings);
                checkSignature(environment, above, link, findings);
                above = link;
            }
        }
        if (above != null && above.revision() > 1) {
            findings.fault(Reason.POINTER_CORRUPT, Layout.history(environment, above.revision() - 1), MISSING);
        }
    }

    private static void checkLink(
            EnvironmentName environment, @Nullable PointerLink above, PointerLink link, Findings findings) {
        findings.revisions++;
        if (link.pointer() != null && link.refusal() == null) {
            findings.seen.add(link.pointer().modelVersion());
        }
        if (above != null && above.follows(link)) {
            noteRepair(above, link, findings);
            return;
        }
        if (link.refusal() != null) {
            findings.fault(link.refusal().reason(), link.key(), link.refusal().detail());
        }
        if (above == null || above.statedBelow() == null) {
            return;
        }
        if (above.revision() > link.revision() + 1) {
            findings.fault(Reason.POINTER_CORRUPT, Layout.history(environment, above.revision() - 1), MISSING);
        } else if (link.refusal() == null) {
            findings.fault(
                    Reason.DIGEST_MISMATCH,
                    link.key(),
                    "It has SHA-256 %s, revision %d says %s"
                            .formatted(link.sha256(), above.revision(), above.statedBelow()));
        }
    }

    /** Who can write to the bucket can also forge a whole chain, but not the signatures of its links. */
    private void checkSignature(
            EnvironmentName environment, @Nullable PointerLink above, PointerLink link, Findings findings) {
        if (link.pointer() == null || link.refusal() != null) {
            return;
        }
        Optional<Refusal> refusal = registry.refusalOfEarlier(
                        new PointerState.InForce(link.pointer(), link.bytes(), ""), environment)
                .filter(r -> r.reason() != Reason.NOT_APPROVED);
        if (refusal.isPresent() && above != null && above.isRepairOf(link)) {
            findings.notes.add(
                    "%s is what revision %d repaired: %s".formatted(link.key(), above.revision(), refusal.get()));
        } else {
            refusal.ifPresent(r -> findings.fault(r.reason(), link.key(), r.detail()));
        }
    }

    private static void noteRepair(PointerLink above, PointerLink link, Findings findings) {
        if (link.refusal() != null) {
            findings.notes.add("%s is what revision %d repaired: %s"
                    .formatted(link.key(), above.revision(), link.refusal().detail()));
        } else if (above.revision() > link.revision() + 1) {
            findings.notes.add("Revision %d was lost, and repaired by revision %d"
                    .formatted(above.revision() - 1, above.revision()));
        }
    }

    private List<Long> revisionsDescending(EnvironmentName environment) {
        return store.allKeysUnder(Layout.historyPrefix(environment))
                .flatMapToLong(key -> Layout.revisionOfHistory(environment, key).stream())
                .boxed()
                .toList()
                .reversed();
    }

    private void checkReferences(Findings findings) {
        TreeSet<ModelVersion> all = new TreeSet<>(findings.seen);
        all.addAll(findings.needed);
        for (ModelVersion version : all) {
            Optional<RetiredMarkers.Mark> mark = markers.read(version);
            boolean needed = findings.needed.contains(version);
            if (needed && mark.isPresent()) {
                findings.fault(
                        Reason.RETIRED, Layout.retired(version), "A pointer in force needs a version that is marked");
            } else if (!registry.isPublished(version) && mark.isPresent()) {
                findings.pruned.add(new PrunedVersion(
                        version,
                        mark.get().marker().map(RetiredMarker::prunedAt).orElse(null)));
            } else if (!registry.isPublished(version)) {
                findings.missing(registry, version);
            }
        }
    }

    /** What a check has found so far. */
    private static final class Findings {
        private int bundles;
        private int revisions;
        private final List<Fault> faults = new ArrayList<>();
        private final List<PrunedVersion> pruned = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final TreeSet<ModelVersion> seen = new TreeSet<>();
        private final TreeSet<ModelVersion> needed = new TreeSet<>();

        void fault(Reason reason, String key, String detail) {
            faults.add(new Fault(reason, key, detail));
        }

        void missing(ModelRegistry registry, ModelVersion version) {
            if (registry.fetch(version) instanceof Refusal refusal) {
                fault(refusal.reason(), Layout.manifest(version), refusal.detail());
            }
        }

        boolean names(Reason reason, ModelVersion version) {
            return faults.stream().anyMatch(f -> f.reason() == reason && f.key().contains(version.value()));
        }

        Report report() {
            return new Report(
                    faults.isEmpty(), bundles, revisions, List.copyOf(faults), List.copyOf(pruned), List.copyOf(notes));
        }
    }
}
