package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for a signature that counts. One is enough: whoever can write the store can also plant bad ones beside it. */
final class SignatureVerifier {

    private final ObjectStore store;
    private final SignaturePolicy policy;

    SignatureVerifier(ObjectStore store, SignaturePolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** Why the manifest stored for {@code version} is not believed. */
    Optional<Refusal> refusalOfManifest(ModelVersion version, byte[] bytes) {
        return refusalOf(
                new Signed(PayloadType.BUNDLE, "The manifest of " + version, bytes), policy.bundleKeys(), version);
    }

    /** Why a pointer, in force or in history, is not believed. */
    Optional<Refusal> refusalOfPointer(ServingPointer pointer, byte[] bytes) {
        String what = "Revision %d of %s".formatted(pointer.revision(), pointer.environment());
        return refusalOf(new Signed(PayloadType.PROMOTION, what, bytes), policy.promotionKeys(), pointer.revision());
    }

    private <T extends Comparable<T>> Optional<Refusal> refusalOf(Signed signed, List<TrustedKey<T>> keys, T rank) {
        if (policy.mode() == SignaturePolicy.Mode.OFF) {
            return Optional.empty();
        }
        String digest = Sha256.hex(signed.bytes);
        List<String> faults = new ArrayList<>();
        for (TrustedKey<T> key : keys) {
            String at = Layout.signature(digest, key.id());
            Optional<ObjectStore.Stored> stored = store.read(at);
            if (stored.isEmpty()) {
                continue;
            }
            Optional<String> fault = key.covers(rank)
                    ? fault(at, stored.get(), signed, key)
                    : Optional.of("%s is by a retired key, which counts up to %s".formatted(at, key.last()));
            if (fault.isEmpty()) {
                return Optional.empty();
            }
            faults.add(fault.get());
        }
        return faults.isEmpty() ? withoutTrusted(signed, digest) : invalid(signed, String.join("; ", faults));
    }

    private static Optional<String> fault(String at, ObjectStore.Stored stored, Signed signed, TrustedKey<?> key) {
        try {
            return ArtifactJson.decode(stored.bytes(), SignatureObject.class, at)
                    .fault(signed.type, signed.bytes, key.key())
                    .map(fault -> at + " " + fault);
        } catch (CorruptArtifact e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Refusal> withoutTrusted(Signed signed, String digest) {
        List<String> others = store.keysUnder(Layout.signaturesOf(digest), null, 1);
        if (!others.isEmpty()) {
            return invalid(signed, others.getFirst() + " is by a key that is not trusted for " + signed.type.id());
        }
        return policy.mode() == SignaturePolicy.Mode.REQUIRED
                ? Optional.of(new Refusal(
                        Reason.SIGNATURE_MISSING, signed.what + ", with SHA-256 " + digest + ", is not signed"))
                : Optional.empty();
    }

    private static Optional<Refusal> invalid(Signed signed, String detail) {
        return Optional.of(
                new Refusal(Reason.SIGNATURE_INVALID, signed.what + " has no signature that counts: " + detail));
    }

    private record Signed(PayloadType type, String what, byte[] bytes) {}
}
