package dev.tryops.registry;

import static dev.tryops.registry.BucketGrant.delete;
import static dev.tryops.registry.BucketGrant.get;
import static dev.tryops.registry.BucketGrant.list;
import static dev.tryops.registry.BucketGrant.put;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who works on the bucket, and the least that each must be allowed. Policies are derived from this; a test records what
 * the programs really ask for and holds the two together. (S3 answers a missing key with a denial where listing is not
 * allowed, so policies let every role that reads a prefix list it too.)
 */
public enum BucketRole {
    /** Follows the pointer: reads, and never writes. */
    API(
            get(KeyPrefix.SERVING, KeyPrefix.HISTORY),
            get(Prefixes.PUBLISHED),
            list(KeyPrefix.HISTORY, KeyPrefix.SIGNATURES)),

    /** Publishes bundles and moves pointers. */
    TRAINER(
            get(KeyPrefix.SERVING, KeyPrefix.HISTORY, KeyPrefix.RETIRED),
            get(Prefixes.PUBLISHED),
            list(KeyPrefix.HISTORY),
            put(KeyPrefix.SERVING, KeyPrefix.HISTORY),
            put(Prefixes.PUBLISHED)),

    /** Looks at everything, moves pointers, and removes what nothing refers to. */
    OPERATOR(
            get(KeyPrefix.SERVING, KeyPrefix.HISTORY, KeyPrefix.RETIRED),
            get(Prefixes.PUBLISHED),
            list(KeyPrefix.SERVING, KeyPrefix.HISTORY, KeyPrefix.RETIRED),
            list(Prefixes.PUBLISHED),
            put(KeyPrefix.SERVING, KeyPrefix.HISTORY, KeyPrefix.RETIRED, KeyPrefix.SIGNATURES),
            delete(KeyPrefix.RETIRED),
            delete(Prefixes.PUBLISHED)),

    /** The weekly job that removes what nothing refers to: an operator who can neither promote nor sign. */
    PRUNER(
            get(KeyPrefix.SERVING, KeyPrefix.HISTORY, KeyPrefix.MANIFESTS, KeyPrefix.METADATA, KeyPrefix.RETIRED),
            list(KeyPrefix.SERVING, KeyPrefix.RETIRED),
            list(Prefixes.PUBLISHED),
            put(KeyPrefix.RETIRED),
            delete(KeyPrefix.RETIRED),
            delete(Prefixes.PUBLISHED)),

    /** Looks up which classes the models have whose predictions it judges. */
    LABEL_JOIN(get(KeyPrefix.METADATA, KeyPrefix.RETIRED));

    private final Set<BucketGrant> grants;

    @SafeVarargs
    @SuppressWarnings("varargs")
    BucketRole(Stream<BucketGrant>... grants) {
        this.grants = Arrays.stream(grants).flatMap(grant -> grant).collect(Collectors.toUnmodifiableSet());
    }

    public Set<BucketGrant> grants() {
        return grants;
    }

    /** An enum's constants cannot refer to its own fields. */
    private static final class Prefixes {

        /** What is published of a version: all that exists because of it. */
        static final String[] PUBLISHED = {
            KeyPrefix.MANIFESTS,
            KeyPrefix.MODELS,
            KeyPrefix.METADATA,
            KeyPrefix.BASELINES,
            KeyPrefix.REPORTS,
            KeyPrefix.QUARANTINE,
            KeyPrefix.SIGNATURES
        };
    }
}
