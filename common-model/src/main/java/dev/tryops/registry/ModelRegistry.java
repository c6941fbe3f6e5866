package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The models bucket: bundles that are written once, and per environment one pointer that is only ever replaced by
 * compare-and-swap. Nobody else knows the bucket's layout.
 *
 * <p>Every method throws {@link StoreUnavailable} if the store cannot be asked; a change that throws was not made.
 */
public final class ModelRegistry {

    /** How many objects a list reads at once: nearly all of the time that S3 takes to answer is spent waiting. */
    public static final int READS_AT_ONCE = 16;

    private static final Duration PURSUIT = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final SignatureVerifier verifier;
    private final Bundles bundles;
    private final Promotions promotions;
    private final PointerHistory history;

    public ModelRegistry(ObjectStore store, Clock clock) {
        this(store, clock, SignaturePolicy.off());
    }

    /** A registry that signs what it writes, and believes only what is signed, as {@code signatures} says. */
    public ModelRegistry(ObjectStore store, Clock clock, SignaturePolicy signatures) {
        this(store, clock, UUID::randomUUID, PURSUIT, signatures);
    }

    ModelRegistry(ObjectStore store, Clock clock, Supplier<UUID> ids, Duration pursuit) {
        this(store, clock, ids, pursuit, SignaturePolicy.off());
    }

    private ModelRegistry(
            ObjectStore store, Clock clock, Supplier<UUID> ids, Duration pursuit, SignaturePolicy signatures) {
        SignatureWriter writer = new SignatureWriter(store, signatures, clock);
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.verifier = new SignatureVerifier(store, signatures);
        this.bundles = new Bundles(store, verifier, writer);
        this.promotions = new Promotions(store, pursuit, verifier, writer);
        this.history = new PointerHistory(store);
    }

    /** The store's short name, for labels and messages. */
    public String name() {
        return store.name();
    }

    /**
     * Writes the bundle, its manifest last: until then the version does not exist. Publishing the same bundle twice
     * succeeds twice.
     */
    public PublishResult publish(ModelBundle bundle) {
        return bundles.publish(bundle);
    }

    /** Adds a signature by the configured key to a published bundle that is sound. Signing twice succeeds twice. */
    public SignResult sign(ModelVersion version) {
        return bundles.sign(version);
    }

    /** The published versions, oldest first. */
    public Stream<ModelVersion> versions() {
        return store.allKeysUnder(KeyPrefix.MANIFESTS).flatMap(key -> Layout.versionOfManifest(key).stream());
    }

    /** Whether the version has a manifest. */
    public boolean isPublished(ModelVersion version) {
        return store.read(Layout.manifest(version)).isPresent();
    }

    Bundles.ManifestResult manifest(ModelVersion version) {
        return bundles.manifest(version);
    }

    /** The mark for deletion, which stays when the version is gone. */
    public Optional<RetiredMarker> retired(ModelVersion version) {
        return new RetiredMarkers(store).read(version).flatMap(RetiredMarkers.Mark::marker);
    }

    /** The metadata alone, for lists; unverified, and empty if there is none that can be read. */
    public Optional<ModelMetadata> metadata(ModelVersion version) {
        String key = Artifact.METADATA.key(version);
        return store.read(key).flatMap(stored -> {
            try {
                return Optional.of(ArtifactJson.decode(stored.bytes(), ModelMetadata.class, key));
            } catch (CorruptArtifact e) {
                return Optional.empty();
            }
        });
    }

    /** The whole bundle with every digest checked. */
    public FetchResult fetch(ModelVersion version) {
        return bundles.fetch(version, null);
    }

    /** The bundle of {@code version}, provided that its manifest is still the one with this digest. */
    public FetchResult fetch(ModelVersion version, String manifestSha256) {
        return bundles.fetch(version, manifestSha256);
    }

    /** The bundle that {@code pointer} names, which must be the one it was promoted with. */
    public FetchResult fetch(ServingPointer pointer) {
        FetchResult result = bundles.fetch(pointer.modelVersion(), pointer.manifestSha256());
        if (result instanceof FetchResult.Fetched fetched
                && !fetched.manifest().schemaHash().equals(pointer.schemaHash())) {
            return new Refusal(
                    Reason.SCHEMA_MISMATCH,
                    "The pointer states schema %s, the bundle of %s has %s"
                            .formatted(
                                    pointer.schemaHash(),
                                    pointer.modelVersion(),
                                    fetched.manifest().schemaHash()));
        }
        return result;
    }

    /** The training report of the bundle that {@code pointer} names, which must be the one it was promoted with. */
    public ObjectResult report(ServingPointer pointer) {
        return bundles.object(pointer.modelVersion(), pointer.manifestSha256(), Artifact.REPORT);
    }

    /** The metadata alone, with its digest checked; the model behind it is neither read nor judged. */
    public ObjectResult verifiedMetadata(ModelVersion version) {
        return bundles.object(version, null, Artifact.METADATA);
    }

    /** What the environment serves now. */
    public PointerState serving(EnvironmentName environment) {
        return promotions.stateOf(environment);
    }

    /** What the environment serves now, or empty if that is still the pointer with {@code tag}. */
    public Optional<PointerState> servingIfChanged(EnvironmentName environment, String tag) {
        return switch (store.readIfChanged(Layout.pointer(environment), tag)) {
            case ObjectStore.ReadOutcome.Unchanged unchanged -> Optional.empty();
            case ObjectStore.ReadOutcome.Absent absent ->
                Optional.of(promotions.stateOf(environment, Optional.empty()));
            case ObjectStore.ReadOutcome.Found found ->
                Optional.of(promotions.stateOf(environment, Optional.of(found.object())));
        };
    }

    /**
     * Why a pointer must not be served: not signed by a trusted key where that is required, not approved, another environment's, or older than what {@code accepted} or the
     * history shows to have been in force. Empty means that it may.
     */
    public Optional<Refusal> refusalOf(
            PointerState.InForce candidate, EnvironmentName environment, Optional<PointerState.InForce> accepted) {
        return verifier.refusalOfPointer(candidate.pointer(), candidate.bytes())
                .or(() -> new PointerRules(store, environment).refusalOf(candidate, accepted));
    }

    /**
     * Serves {@code version}, provided that {@code expected}, which the decision was taken on, is still in force.
     * Lifts a hold. Promoting the version that already serves is a new revision.
     */
    public PromotionResult promote(
            EnvironmentName environment, ModelVersion version, PointerState expected, Justification why) {
        return switch (target(version)) {
            case TargetOf.Found found ->
                promotions.swap(environment, expected, promoted(environment, found.target(), expected, why));
            case TargetOf.Missing missing -> new PromotionResult.Rejected(List.of(missing.objection()));
        };
    }

    private ServingPointer promoted(
            EnvironmentName environment, ServingPointer.Target target, PointerState expected, Justification why) {
        return expected instanceof PointerState.InForce before
                ? before.pointer().promote(target, decision(why), before.sha256())
                : ServingPointer.first(target, environment, decision(why));
    }

    /** Serves the head of the rollback path and puts automatic promotion on hold. */
    public PromotionResult rollback(EnvironmentName environment, PointerState expected, Justification why) {
        if (!(expected instanceof PointerState.InForce before)) {
            return nothingServes(environment, expected);
        }
        List<ModelVersion> path = before.pointer().rollbackPath();
        if (path.isEmpty()) {
            return rejected(
                    Objection.NOTHING_TO_ROLL_BACK,
                    "No earlier version is left to roll back to. Promote one by name; 'tryops models' lists them");
        }
        return switch (target(path.getFirst())) {
            case TargetOf.Found found ->
                promotions.swap(
                        environment,
                        expected,
                        before.pointer().rollback(found.target(), decision(why), before.sha256()));
            case TargetOf.Missing missing -> new PromotionResult.Rejected(List.of(missing.objection()));
        };
    }

    /** Lifts the hold that a rollback left, serving on. */
    public PromotionResult unhold(EnvironmentName environment, PointerState expected, Justification why) {
        if (!(expected instanceof PointerState.InForce before)) {
            return nothingServes(environment, expected);
        }
        if (!before.pointer().hold()) {
            return rejected(Objection.NOT_ON_HOLD, "Automatic promotion to " + environment + " is not on hold");
        }
        return switch (target(before.pointer().modelVersion())) {
            case TargetOf.Found found ->
                promotions.swap(
                        environment, expected, before.pointer().unhold(found.target(), decision(why), before.sha256()));
            case TargetOf.Missing missing -> new PromotionResult.Rejected(List.of(missing.objection()));
        };
    }

    /**
     * The at most {@code limit} newest signed pointers that were in force before the one that stands now, newest first,
     * as far as they can be read and are of the revision that their key names. For a process that cannot serve what stands now; each
     * must be judged with {@link #refusalOfEarlier}.
     */
    public List<PointerState.InForce> earlier(EnvironmentName environment, int limit) {
        return history.earlier(
                environment,
                limit,
                pointer -> verifier.refusalOfPointer(pointer.pointer(), pointer.bytes())
                        .isEmpty());
    }

    /** Why a pointer of the history must not be served, although what stands now cannot be. */
    public Optional<Refusal> refusalOfEarlier(PointerState.InForce earlier, EnvironmentName environment) {
        return verifier.refusalOfPointer(earlier.pointer(), earlier.bytes())
                .or(() -> new PointerRules(store, environment).refusalOfItself(earlier));
    }

    Optional<Refusal> signatureRefusalOf(ServingPointer pointer, byte[] bytes) {
        return verifier.refusalOfPointer(pointer, bytes);
    }

    /**
     * Rebuilds a pointer that is gone, cannot be parsed or is refused, provided that {@code expected} still stands there.
     * It serves {@code version}, or else what the newest sound entry of the history served, and is on hold. The damaged
     * bytes are kept in history as a revision of their own, and the new pointer follows them.
     */
    public PromotionResult repair(
            EnvironmentName environment, PointerState expected, Optional<ModelVersion> version, Justification why) {
        return new PointerRepair(store, promotions, this).repair(environment, expected, version, decision(why));
    }

    /** Checks of bundles, pointers and their history. */
    public StoreAudit audit() {
        return new StoreAudit(store, this);
    }

    /** The removal of versions that nothing refers to. */
    public Pruning pruning() {
        return new Pruning(store, this, clock);
    }

    /** Every environment that has a pointer or a history, by name. */
    public List<EnvironmentName> environments() {
        return store.allKeysUnder(KeyPrefix.SERVING)
                .flatMap(key -> Layout.environmentOf(key).stream())
                .distinct()
                .sorted(Comparator.comparing(EnvironmentName::value))
                .toList();
    }

    /**
     * The revision that was in force at {@code time}, after those that cannot be read and may have followed it by then.
     * Promotion times ascend, so a few reads find it.
     */
    public List<HistoryEntry> servedAt(EnvironmentName environment, Instant time) {
        return new HistorySearch(this, environment).at(time);
    }

    /** The newest {@code limit} revisions, newest first, the pointer in force among them. */
    public List<HistoryEntry> history(EnvironmentName environment, int limit) {
        return history.newest(environment, serving(environment), limit);
    }

    Optional<HistoryEntry> snapshot(EnvironmentName environment, long revision) {
        return history.snapshot(environment, revision);
    }

    private ServingPointer.Decision decision(Justification why) {
        return new ServingPointer.Decision(ids.get(), clock.instant(), why.by(), why.reason());
    }

    TargetOf target(ModelVersion version) {
        if (store.read(Layout.retired(version)).isPresent()) {
            return new TargetOf.Missing(
                    Objection.of(Reason.RETIRED, version + " is marked for deletion; 'tryops restore' unmarks it"));
        }
        return switch (bundles.manifest(version)) {
            case Bundles.ManifestResult.Read read ->
                new TargetOf.Found(new ServingPointer.Target(
                        version,
                        read.manifest().schemaHash(),
                        read.sha256(),
                        store.uri(Artifact.MODEL.key(version)),
                        store.uri(Artifact.METADATA.key(version)),
                        store.uri(Artifact.BASELINE.key(version))));
            case Bundles.ManifestResult.Unusable unusable ->
                new TargetOf.Missing(Objection.of(
                        unusable.refusal().reason(), unusable.refusal().detail()));
        };
    }

    PromotionResult nothingServes(EnvironmentName environment, PointerState state) {
        return state instanceof PointerState.Corrupt corrupt
                ? Promotions.rejectCorrupt(corrupt)
                : rejected(
                        Objection.NOTHING_SERVES, "Nothing serves in " + environment + " yet. Promote a version first");
    }

    static PromotionResult rejected(String code, String detail) {
        return new PromotionResult.Rejected(List.of(new Objection(code, detail)));
    }

    sealed interface TargetOf {
        record Found(ServingPointer.Target target) implements TargetOf {}

        record Missing(Objection objection) implements TargetOf {}
    }
}
