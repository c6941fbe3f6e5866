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
            get(
                    "serving/",
                    "serving/history/",
                    "manifests/",
                    "models/",
                    "metadata/",
                    "baselines/",
                    "reports/",
                    "quarantine/",
                    "signatures/"),
            list("serving/history/", "signatures/")),

    /** Publishes bundles and moves pointers. */
    TRAINER(
            get(
                    "serving/",
                    "serving/history/",
                    "manifests/",
                    "models/",
                    "metadata/",
                    "baselines/",
                    "reports/",
                    "quarantine/",
                    "retired/",
                    "signatures/"),
            list("serving/history/"),
            put(
                    "serving/",
                    "serving/history/",
                    "manifests/",
                    "models/",
                    "metadata/",
                    "baselines/",
                    "reports/",
                    "quarantine/",
                    "signatures/")),

    /** Looks at everything, moves pointers, and removes what nothing refers to. */
    OPERATOR(
            get(
                    "serving/",
                    "serving/history/",
                    "manifests/",
                    "models/",
                    "metadata/",
                    "baselines/",
                    "reports/",
                    "quarantine/",
                    "retired/",
                    "signatures/"),
            list(
                    "serving/",
                    "serving/history/",
                    "manifests/",
                    "models/",
                    "metadata/",
                    "baselines/",
                    "reports/",
                    "quarantine/",
                    "retired/",
                    "signatures/"),
            put("serving/", "serving/history/", "retired/", "signatures/"),
            delete(
                    "manifests/",
                    "models/",
                    "metadata/",
                    "baselines/",
                    "reports/",
                    "quarantine/",
                    "retired/",
                    "signatures/"));

    private final Set<BucketGrant> grants;

    @SafeVarargs
    @SuppressWarnings("varargs")
    BucketRole(Stream<BucketGrant>... grants) {
        this.grants = Arrays.stream(grants).flatMap(grant -> grant).collect(Collectors.toUnmodifiableSet());
    }

    public Set<BucketGrant> grants() {
        return grants;
    }
}
