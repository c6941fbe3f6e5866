package dev.tryops.registry;

import dev.tryops.model.Sha256;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A signature as it lies beside what it signs. Only {@code signature} is proof; the time is for people. */
record SignatureObject(
        String payloadType,
        String sha256,
        String keyId,
        String algorithm,
        byte[] signature,
        @Nullable Instant signedAt) {

    SignatureObject {
        Objects.requireNonNull(payloadType, "payload_type");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(keyId, "key_id");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(signature, "signature");
    }

    /** Why this is no signature of {@code bytes} by {@code key}. */
    Optional<String> fault(PayloadType type, byte[] bytes, PublicKey key) {
        if (!payloadType.equals(type.id())) {
            return Optional.of("is a signature of type " + payloadType + ", not " + type.id());
        }
        if (!sha256.equals(Sha256.hex(bytes)) || !keyId.equals(P256.idOf(key)) || !algorithm.equals(P256.ALGORITHM)) {
            return Optional.of("is a signature of other bytes, by another key or by another algorithm");
        }
        return P256.verifies(key, bytes, signature)
                ? Optional.empty()
                : Optional.of("does not verify with the key " + keyId);
    }
}
