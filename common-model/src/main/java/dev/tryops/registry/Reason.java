package dev.tryops.registry;

import java.util.Locale;

/** Why a pointer or a bundle is refused: one closed list for logs, metrics, {@code verify} and tests. */
public enum Reason {
    POINTER_CORRUPT,
    NOT_APPROVED,
    WRONG_ENVIRONMENT,
    REVISION_REGRESSED,
    HISTORY_FORKED,
    MANIFEST_MISSING,
    DIGEST_MISMATCH,
    SCHEMA_MISMATCH,
    GRAPH_MISMATCH,
    GOLDEN_ROWS_FAILED,
    SIGNATURE_MISSING,
    SIGNATURE_INVALID,
    RETIRED,
    REFERENCE_BUNDLE,
    STORE_UNAVAILABLE;

    /** The reason as logs and labels write it, such as {@code digest_mismatch}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
