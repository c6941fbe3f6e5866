package dev.tryops.cli.aws;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * A bucket with all versions of all objects. Every request names the account that must own it: another's bucket of the
 * same name is denied, whoever may read it.
 */
final class VersionedBucket {

    /** What S3 lists, and deletes, at most at once. */
    static final int PAGE = 1_000;

    private final S3Client s3;
    private final String name;
    private final String account;

    VersionedBucket(S3Client s3, String name, String account) {
        this.s3 = s3;
        this.name = name;
        this.account = account;
    }

    /**
     * A part of the listing.
     *
     * @param all its versions and delete markers
     * @param next asks for what comes behind it; nothing does, if empty
     */
    record Page(List<ObjectIdentifier> all, BucketContents contents, Optional<ListObjectVersionsRequest> next) {}

    String name() {
        return name;
    }

    /** What is in it; nothing, if there is no such bucket. */
    Optional<BucketContents> count() {
        BucketContents sum = BucketContents.NONE;
        Optional<ListObjectVersionsRequest> next = Optional.of(fromTheStart());
        while (next.isPresent()) {
            Optional<Page> page = list(next.get());
            if (page.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(page.get().contents());
            next = page.get().next();
        }
        return Optional.of(sum);
    }

    ListObjectVersionsRequest fromTheStart() {
        return ListObjectVersionsRequest.builder()
                .bucket(name)
                .expectedBucketOwner(account)
                .maxKeys(PAGE)
                .encodingType(EncodingType.URL)
                .build();
    }

    /** What {@code request} asks for; nothing, if there is no such bucket. */
    Optional<Page> list(ListObjectVersionsRequest request) {
        try {
            return Optional.of(page(request, s3.listObjectVersions(request)));
        } catch (NoSuchBucketException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw problem(e);
        }
    }

    private Page page(ListObjectVersionsRequest request, ListObjectVersionsResponse answer) {
        List<ObjectIdentifier> all = Stream.concat(
                        answer.versions().stream().map(one -> id(one.key(), one.versionId())),
                        answer.deleteMarkers().stream().map(one -> id(one.key(), one.versionId())))
                .toList();
        if (!Boolean.TRUE.equals(answer.isTruncated())) {
            return new Page(all, BucketContents.of(answer), Optional.empty());
        }
        ListObjectVersionsRequest next = request.toBuilder()
                .keyMarker(answer.nextKeyMarker())
                .versionIdMarker(answer.nextVersionIdMarker())
                .build();
        if (next.equals(request)) {
            throw new AwsProblem("The listing of the bucket %s does not end".formatted(name));
        }
        return new Page(all, BucketContents.of(answer), Optional.of(next));
    }

    /** Deletes at most {@link #PAGE} of these, and answers which stay and why. */
    List<S3Error> delete(List<ObjectIdentifier> some) {
        try {
            return s3.deleteObjects(request -> request.bucket(name)
                            .expectedBucketOwner(account)
                            .delete(delete -> delete.objects(some).quiet(true)))
                    .errors();
        } catch (SdkException e) {
            throw problem(e);
        }
    }

    private static ObjectIdentifier id(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    private AwsProblem problem(SdkException e) {
        return new AwsProblem(
                "The bucket %s of the account %s cannot be used: %s".formatted(name, account, AwsFault.sentence(e)), e);
    }
}
