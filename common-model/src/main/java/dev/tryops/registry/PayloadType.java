package dev.tryops.registry;

/** What a signature vouches for. Each type has trusted keys of its own, and a signature of one never counts for another. */
public enum PayloadType {
    /** A manifest, and through its digests the whole bundle. */
    BUNDLE("tryops.bundle.v1"),
    /** A serving pointer. */
    PROMOTION("tryops.promotion.v1");

    private final String id;

    PayloadType(String id) {
        this.id = id;
    }

    /** The type as signature objects state it. */
    public String id() {
        return id;
    }
}
