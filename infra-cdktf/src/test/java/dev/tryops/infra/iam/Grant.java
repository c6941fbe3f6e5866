package dev.tryops.infra.iam;

/** What it means for a caller that a resource's policy names a principal; each is stronger than the one before. */
enum Grant {
    /** It is not named. */
    NONE,
    /** Its account is named: the caller's own policies decide. */
    DELEGATED,
    /** Its role is named: only the role's permissions boundary can still stand against it. */
    LIMITED,
    /** Itself or everyone is named: no missing permission elsewhere stands against it. */
    DIRECT
}
