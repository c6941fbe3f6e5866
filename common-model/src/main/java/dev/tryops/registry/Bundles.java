package dev.tryops.registry;

import dev.tryops.model.Baseline;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes bundles once, manifest last, and reads them without trusting a byte. */
final class Bundles {

    private final ObjectStore store;
    private final SignatureVerifier verifier;
    private final SignatureWriter writer;

    Bundles(ObjectStore store, SignatureVerifier verifier, SignatureWriter writer) {
        this.store = store;
        this.verifier = verifier;
        this.writer = writer;
    }

    PublishResult publish(ModelBundle bundle) {
        ModelVersion version = bundle.version();
        Map<Artifact, byte[]> objects = objectsOf(bundle);
        for (var object : objects.entrySet()) {
            if (!createOnce(object.getKey().key(version), object.getValue())) {
                return new PublishResult.VersionTaken(version);
            }
        }
        byte[] manifest = ArtifactJson.encode(manifestOf(bundle, objects));
        Optional<Refusal> unsigned = writer.signManifest(version, manifest);
        if (unsigned.isPresent()) {
            return unsigned.get();
        }
        return createOnce(Layout.manifest(version), manifest)
                ? new PublishResult.Published(version, Sha256.hex(manifest))
                : new PublishResult.VersionTaken(version);
    }

    private static Map<Artifact, byte[]> objectsOf(ModelBundle bundle) {
        Map<Artifact, byte[]> objects = new EnumMap<>(Artifact.class);
        objects.put(Artifact.MODEL, bundle.onnx());
        objects.put(Artifact.BASELINE, ArtifactJson.encode(bundle.baseline()));
        bundle.quarantine().ifPresent(bytes -> objects.put(Artifact.QUARANTINE, bytes));
        bundle.report().ifPresent(bytes -> objects.put(Artifact.REPORT, bytes));
        objects.put(Artifact.METADATA, ArtifactJson.encode(bundle.metadata()));
        return objects;
    }

    private static Manifest manifestOf(ModelBundle bundle, Map<Artifact, byte[]> objects) {
        Map<String, String> digests = new LinkedHashMap<>();
        objects.forEach((artifact, bytes) -> digests.put(artifact.label(), Sha256.hex(bytes)));
        ModelMetadata metadata = bundle.metadata();
        return new Manifest(bundle.version(), metadata.schema().schemaHash(), metadata.createdAt(), digests);
    }

    /** Whether the key now holds these bytes. Artifacts are immutable, so whatever else it holds stays. */
    private boolean createOnce(String key, byte[] bytes) {
        return switch (store.create(key, bytes)) {
            case ObjectStore.WriteOutcome.Written written -> true;
            case ObjectStore.WriteOutcome.Refused refused -> holds(key, bytes);
            case ObjectStore.WriteOutcome.Unknown unknown -> {
                if (store.read(key).isEmpty() && store.create(key, bytes) instanceof ObjectStore.WriteOutcome.Unknown) {
                    throw new StoreUnavailable("Whether " + key + " was written is not known", unknown.cause());
                }
                yield holds(key, bytes);
            }
        };
    }

    private boolean holds(String key, byte[] bytes) {
        return store.read(key)
                .map(stored -> Arrays.equals(stored.bytes(), bytes))
                .orElse(false);
    }

    FetchResult fetch(ModelVersion version, @Nullable String expectedManifestSha256) {
        return switch (manifest(version, expectedManifestSha256)) {
            case ManifestResult.Unusable unusable -> unusable.refusal();
            case ManifestResult.Read read -> fetch(read.manifest(), read.sha256());
        };
    }

    /** One object of a bundle, for who needs no more of it than that. */
    ObjectResult object(ModelVersion version, @Nullable String expectedManifestSha256, Artifact artifact) {
        return switch (manifest(version, expectedManifestSha256)) {
            case ManifestResult.Unusable unusable -> unusable.refusal();
            case ManifestResult.Read read -> object(read.manifest(), artifact);
        };
    }

    private ManifestResult manifest(ModelVersion version, @Nullable String expectedSha256) {
        ManifestResult found = manifest(version);
        return found instanceof ManifestResult.Read read
                        && expectedSha256 != null
                        && !expectedSha256.equals(read.sha256())
                ? unusable("%s has SHA-256 %s and is not the manifest that was named, which had %s"
                        .formatted(Layout.manifest(version), read.sha256(), expectedSha256))
                : found;
    }

    /**
     * Adds our signature to a bundle that is sound. Only bytes that this program would itself have written are signed: a
     * manifest with anything more in it might read as something else elsewhere.
     */
    SignResult sign(ModelVersion version) {
        return switch (fetch(version, null)) {
            case Refusal refusal -> refusal;
            case FetchResult.Fetched sound -> {
                byte[] manifest = ArtifactJson.encode(sound.manifest());
                yield Sha256.hex(manifest).equals(sound.manifestSha256())
                        ? writer.signAnew(version, manifest)
                        : new Refusal(
                                Reason.DIGEST_MISMATCH,
                                Layout.manifest(version) + " holds more than this version of TryOps writes");
            }
        };
    }

    ManifestResult manifest(ModelVersion version) {
        String key = Layout.manifest(version);
        Optional<ObjectStore.Stored> stored = store.read(key);
        if (stored.isEmpty()) {
            return new ManifestResult.Unusable(withoutManifest(version));
        }
        Optional<Refusal> distrusted =
                verifier.refusalOfManifest(version, stored.get().bytes());
        if (distrusted.isPresent()) {
            return new ManifestResult.Unusable(distrusted.get());
        }
        try {
            Manifest manifest = ArtifactJson.decode(stored.get().bytes(), Manifest.class, key);
            return manifest.modelVersion().equals(version)
                    ? new ManifestResult.Read(manifest, Sha256.hex(stored.get().bytes()))
                    : unusable(key + " belongs to " + manifest.modelVersion());
        } catch (CorruptArtifact e) {
            return unusable(String.valueOf(e.getMessage()));
        }
    }

    private static ManifestResult unusable(String detail) {
        return new ManifestResult.Unusable(new Refusal(Reason.DIGEST_MISMATCH, detail));
    }

    private FetchResult fetch(Manifest manifest, String manifestSha256) {
        Map<Artifact, byte[]> objects = new EnumMap<>(Artifact.class);
        for (Artifact artifact : Artifact.values()) {
            switch (object(manifest, artifact)) {
                case ObjectResult.Verified verified -> objects.put(artifact, verified.bytes());
                case ObjectResult.NotInBundle absent -> {}
                case Refusal refusal -> {
                    return refusal;
                }
            }
        }
        return decode(manifest, manifestSha256, objects);
    }

    private ObjectResult object(Manifest manifest, Artifact artifact) {
        String expected = manifest.sha256().get(artifact.label());
        if (expected == null) {
            return new ObjectResult.NotInBundle();
        }
        String key = artifact.key(manifest.modelVersion());
        Optional<ObjectStore.Stored> stored = store.read(key);
        if (stored.isEmpty()) {
            return new Refusal(Reason.DIGEST_MISMATCH, key + " is missing");
        }
        String actual = Sha256.hex(stored.get().bytes());
        return actual.equals(expected)
                ? new ObjectResult.Verified(stored.get().bytes())
                : new Refusal(
                        Reason.DIGEST_MISMATCH,
                        "%s has SHA-256 %s, its manifest says %s".formatted(key, actual, expected));
    }

    private static FetchResult decode(Manifest manifest, String manifestSha256, Map<Artifact, byte[]> objects) {
        try {
            ModelMetadata metadata = decode(Artifact.METADATA, ModelMetadata.class, manifest, objects);
            Baseline baseline = decode(Artifact.BASELINE, Baseline.class, manifest, objects);
            return schemaFault(manifest, metadata, baseline)
                    .<FetchResult>map(fault -> new Refusal(Reason.SCHEMA_MISMATCH, fault))
                    .orElseGet(() -> new FetchResult.Fetched(
                            manifest, manifestSha256, bytesOf(Artifact.MODEL, objects), metadata, baseline));
        } catch (CorruptArtifact | IllegalArgumentException e) {
            return new Refusal(Reason.SCHEMA_MISMATCH, String.valueOf(e.getMessage()));
        }
    }

    private static <T> T decode(Artifact artifact, Class<T> type, Manifest manifest, Map<Artifact, byte[]> objects)
            throws CorruptArtifact {
        return ArtifactJson.decode(bytesOf(artifact, objects), type, artifact.key(manifest.modelVersion()));
    }

    private static byte[] bytesOf(Artifact artifact, Map<Artifact, byte[]> objects) {
        byte[] bytes = objects.get(artifact);
        if (bytes == null) {
            throw new IllegalArgumentException("A manifest always lists the " + artifact.label());
        }
        return bytes;
    }

    private static Optional<String> schemaFault(Manifest manifest, ModelMetadata metadata, Baseline baseline) {
        if (!metadata.modelVersion().equals(manifest.modelVersion())) {
            return Optional.of("The metadata of " + manifest.modelVersion() + " belongs to " + metadata.modelVersion());
        }
        if (!metadata.schema().isConsistent()) {
            return Optional.of("The schema of " + manifest.modelVersion() + " does not have the hash it states, "
                    + metadata.schema().schemaHash());
        }
        if (!metadata.schema().schemaHash().equals(manifest.schemaHash())) {
            return Optional.of("The manifest of %s states schema %s, its metadata %s"
                    .formatted(
                            manifest.modelVersion(),
                            manifest.schemaHash(),
                            metadata.schema().schemaHash()));
        }
        if (!baseline.featureStatistics().keySet().containsAll(metadata.schema().featureNames())) {
            return Optional.of("The baseline of " + manifest.modelVersion() + " lacks a feature of the schema");
        }
        return Optional.empty();
    }

    /** A bundle of the reference system looks like one of ours without manifest, coefficients and golden rows. */
    private Refusal withoutManifest(ModelVersion version) {
        Optional<ObjectStore.Stored> metadata = store.read(Artifact.METADATA.key(version));
        boolean ours = metadata.map(stored -> isOurs(stored.bytes(), version)).orElse(true);
        return ours
                ? new Refusal(Reason.MANIFEST_MISSING, "No version " + version + " is published in " + store.name())
                : new Refusal(
                        Reason.REFERENCE_BUNDLE,
                        version + " was written by the reference system, without manifest and golden rows. Train it"
                                + " anew with TryOps");
    }

    private static boolean isOurs(byte[] metadata, ModelVersion version) {
        try {
            ArtifactJson.decode(metadata, ModelMetadata.class, Artifact.METADATA.key(version));
            return true;
        } catch (CorruptArtifact e) {
            return false;
        }
    }

    /** A version's manifest, or why there is none to rely on. */
    sealed interface ManifestResult {
        record Read(Manifest manifest, String sha256) implements ManifestResult {}

        record Unusable(Refusal refusal) implements ManifestResult {}
    }
}
