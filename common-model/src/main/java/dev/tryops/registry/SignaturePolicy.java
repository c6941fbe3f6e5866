package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which signatures are demanded and whose count, and what new manifests and pointers are signed with. A key that is
 * trusted for bundles is not thereby trusted for promotions.
 */
public record SignaturePolicy(
        Mode mode,
        List<TrustedKey<ModelVersion>> bundleKeys,
        List<TrustedKey<Long>> promotionKeys,
        @Nullable Signer signer) {

    /** What becomes of a manifest or a pointer without a signature that counts. */
    public enum Mode {
        /** Refused. */
        REQUIRED,
        /** Accepted if it has no signature at all, refused if it has one that does not count. For the days of change. */
        OPTIONAL,
        /** Accepted: nothing is verified. */
        OFF
    }

    public SignaturePolicy {
        bundleKeys = List.copyOf(bundleKeys);
        promotionKeys = List.copyOf(promotionKeys);
        if (mode != Mode.OFF && (bundleKeys.isEmpty() || promotionKeys.isEmpty())) {
            throw new IllegalArgumentException("Signatures of bundles and of promotions are each verified with public"
                    + " keys of their own; name both");
        }
    }

    /** Nothing is signed, nothing is verified. */
    public static SignaturePolicy off() {
        return new SignaturePolicy(Mode.OFF, List.of(), List.of(), null);
    }

    /** Whether what is written without a signer would be refused by every reader. */
    public boolean lacksSigner() {
        return mode == Mode.REQUIRED && signer == null;
    }
}
