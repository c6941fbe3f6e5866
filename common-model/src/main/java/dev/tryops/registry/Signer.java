package dev.tryops.registry;

import java.security.PublicKey;

/**
 * A private key on P-256, wherever it is kept. What is signed is always the SHA-256 of the exact bytes as they are stored,
 * with nothing before or after them, so that {@code openssl dgst -sha256 -verify} checks a signature.
 *
 * <p>The payload type is therefore not among the signed bytes. A signature of one type cannot pass for one of another
 * because the types have trusted keys of their own, the signature object states its type, and what is signed are only
 * bytes that this program has encoded itself: a manifest never reads as a pointer, nor a pointer as a manifest.
 */
public interface Signer {

    PublicKey publicKey();

    /** A DER-encoded ECDSA signature of SHA-256({@code bytes}); {@link StoreUnavailable} if the key cannot be used. */
    byte[] sign(byte[] bytes);

    default String keyId() {
        return P256.idOf(publicKey());
    }
}
