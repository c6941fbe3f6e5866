package dev.tryops.registry;

import java.util.Arrays;
import java.util.stream.Stream;

/** One operation on the keys directly under one prefix of the bucket's layout. */
public record BucketGrant(Operation operation, String prefix) {

    /** The S3 operations that TryOps uses. */
    public enum Operation {
        GET,
        PUT,
        LIST,
        DELETE
    }

    static Stream<BucketGrant> get(String... prefixes) {
        return of(Operation.GET, prefixes);
    }

    static Stream<BucketGrant> put(String... prefixes) {
        return of(Operation.PUT, prefixes);
    }

    static Stream<BucketGrant> list(String... prefixes) {
        return of(Operation.LIST, prefixes);
    }

    static Stream<BucketGrant> delete(String... prefixes) {
        return of(Operation.DELETE, prefixes);
    }

    private static Stream<BucketGrant> of(Operation operation, String... prefixes) {
        return Arrays.stream(prefixes).map(prefix -> new BucketGrant(operation, prefix));
    }
}
