package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.security.PublicKey;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Signs what is about to be put in force. A signature whose pointer then loses its race is harmless: the bytes that it
 * vouches for were never stored, and their random {@code promotion_id} keeps anybody from writing them anew.
 */
final class SignatureWriter {

    private static final int ATTEMPTS = 3;

    private final ObjectStore store;
    private final SignaturePolicy policy;
    private final Clock clock;

    SignatureWriter(ObjectStore store, SignaturePolicy policy, Clock clock) {
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    /** Leaves our signature of a manifest, if we sign; or says why readers would not accept what we would write. */
    Optional<Refusal> signManifest(ModelVersion version, byte[] bytes) {
        return sign(PayloadType.BUNDLE, bytes, policy.bundleKeys(), version);
    }

    /** Adds our signature to a manifest that is already in force, for which there must be a signing key. */
    SignResult signAnew(ModelVersion version, byte[] bytes) {
        Signer signer = policy.signer();
        return signer == null
                ? new Refusal(Reason.SIGNATURE_MISSING, "No signing key is configured; set MODEL_SIGNING_KEY")
                : signManifest(version, bytes)
                        .<SignResult>map(refusal -> refusal)
                        .orElseGet(() -> new SignResult.Signed(version, Sha256.hex(bytes), signer.keyId()));
    }

    /** Leaves our signature of a pointer, if we sign; or says why readers would not accept what we would write. */
    Optional<Refusal> signPointer(ServingPointer pointer, byte[] bytes) {
        return sign(PayloadType.PROMOTION, bytes, policy.promotionKeys(), pointer.revision());
    }

    private <T extends Comparable<T>> Optional<Refusal> sign(
            PayloadType type, byte[] bytes, List<TrustedKey<T>> keys, T rank) {
        Signer signer = policy.signer();
        if (signer == null) {
            return policy.lacksSigner()
                    ? refusal(
                            Reason.SIGNATURE_MISSING,
                            "Signatures are required, and no signing key is configured; set MODEL_SIGNING_KEY")
                    : Optional.empty();
        }
        String id = signer.keyId();
        boolean counts = policy.mode() == SignaturePolicy.Mode.OFF
                || keys.stream().anyMatch(key -> key.id().equals(id) && key.covers(rank));
        if (!counts) {
            return refusal(
                    Reason.SIGNATURE_INVALID,
                    "The signing key %s is not trusted for %s of %s".formatted(id, type.id(), rank));
        }
        return leave(type, bytes, signer, id);
    }

    private Optional<Refusal> leave(PayloadType type, byte[] bytes, Signer signer, String id) {
        byte[] signature = signer.sign(bytes);
        if (!P256.verifies(signer.publicKey(), bytes, signature)) {
            throw new StoreUnavailable("The signing key " + id + " made a signature that does not verify");
        }
        String digest = Sha256.hex(bytes);
        SignatureObject ours = new SignatureObject(
                type.id(),
                digest,
                id,
                P256.ALGORITHM,
                signature,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        String key = Layout.signature(digest, id);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (store.create(key, ArtifactJson.encode(ours)) instanceof ObjectStore.WriteOutcome.Written) {
                return Optional.empty();
            }
            // Two signatures of the same bytes differ, so one that is there already is judged, not compared.
            Optional<ObjectStore.Stored> existing = store.read(key);
            if (existing.isPresent()) {
                return counts(existing.get(), key, type, bytes, signer.publicKey())
                        ? Optional.empty()
                        : refusal(Reason.SIGNATURE_INVALID, key + " is there already, and is not by its key");
            }
        }
        throw new StoreUnavailable("Whether " + key + " was written is not known; what it signs was not");
    }

    private static boolean counts(
            ObjectStore.Stored existing, String key, PayloadType type, byte[] bytes, PublicKey by) {
        try {
            return ArtifactJson.decode(existing.bytes(), SignatureObject.class, key)
                    .fault(type, bytes, by)
                    .isEmpty();
        } catch (CorruptArtifact e) {
            return false;
        }
    }

    private static Optional<Refusal> refusal(Reason reason, String detail) {
        return Optional.of(new Refusal(reason, detail));
    }
}
