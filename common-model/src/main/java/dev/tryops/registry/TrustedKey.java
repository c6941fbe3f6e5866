package dev.tryops.registry;

import java.security.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A public key whose signatures count. A retired key has a {@code last} revision, or version, up to which they still do.
 */
public record TrustedKey<T extends Comparable<T>>(
        PublicKey key, @Nullable T last) {

    String id() {
        return P256.idOf(key);
    }

    boolean covers(T signed) {
        return last == null || signed.compareTo(last) <= 0;
    }
}
