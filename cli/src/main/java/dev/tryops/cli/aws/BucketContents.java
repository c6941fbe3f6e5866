package dev.tryops.cli.aws;

import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** How much a bucket holds, versions that are no longer current included. */
public record BucketContents(long versions, long deleteMarkers, long bytes) {

    static final BucketContents NONE = new BucketContents(0, 0, 0);

    static BucketContents of(ListObjectVersionsResponse page) {
        return new BucketContents(
                page.versions().size(),
                page.deleteMarkers().size(),
                page.versions().stream().mapToLong(ObjectVersion::size).sum());
    }

    BucketContents plus(BucketContents other) {
        return new BucketContents(versions + other.versions, deleteMarkers + other.deleteMarkers, bytes + other.bytes);
    }

    public boolean isEmpty() {
        return versions == 0 && deleteMarkers == 0;
    }
}
