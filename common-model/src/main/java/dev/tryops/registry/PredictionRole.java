package dev.tryops.registry;

import static dev.tryops.registry.BucketGrant.get;
import static dev.tryops.registry.BucketGrant.list;
import static dev.tryops.registry.BucketGrant.put;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who works on the bucket of predictions, which is another one than that of the models, and the least that each must be
 * allowed. A prefix here means all keys below it, in whatever partition. Nobody deletes: what is old is the bucket's own
 * life cycle to remove.
 */
public enum PredictionRole {
    /**
     * Writes what it answered and what it was told, and reads how good its model turned out to be. Of labels that it is
     * told again it reads what it wrote, to renew it.
     */
    API(put(KeyPrefix.PREDICTIONS, KeyPrefix.FEEDBACK), get(KeyPrefix.FEEDBACK, KeyPrefix.QUALITY)),

    /** Joins labels with predictions. */
    LABEL_JOIN(
            get(KeyPrefix.PREDICTIONS, KeyPrefix.FEEDBACK, KeyPrefix.QUALITY),
            list(KeyPrefix.PREDICTIONS, KeyPrefix.FEEDBACK),
            put(KeyPrefix.QUALITY)),

    /** Computes decisions again. */
    OPERATOR(get(KeyPrefix.PREDICTIONS), list(KeyPrefix.PREDICTIONS));

    private final Set<BucketGrant> grants;

    @SafeVarargs
    @SuppressWarnings("varargs")
    PredictionRole(Stream<BucketGrant>... grants) {
        this.grants = Arrays.stream(grants).flatMap(grant -> grant).collect(Collectors.toUnmodifiableSet());
    }

    public Set<BucketGrant> grants() {
        return grants;
    }
}
