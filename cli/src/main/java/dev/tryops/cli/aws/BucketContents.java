package dev.tryops.cli.aws;

import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** How much a bucket holds, versions that are no longer current included. */
public record BucketContents(long versions, long deleteMarkers, long bytes) {

    static final BucketContents NONE = new BucketContents(0, 0, 0);

    BucketContents plus(ListObjectVersionsResponse page) {
        return new BucketContents(
                versions + page.versions().size(),
                deleteMarkers + page.deleteMarkers().size(),
                bytes + page.versions().stream().mapToLong(ObjectVersion::size).sum());
    }

    public boolean isEmpty() {
        return versions == 0 && deleteMarkers == 0;
    }
}
