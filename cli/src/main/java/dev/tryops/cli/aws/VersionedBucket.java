package dev.tryops.cli.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
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
    private static final int PAGE = 1_000;

    /** So often all of it is listed again, for what came meanwhile or failed for the moment. */
    private static final int PASSES = 5;

    private static final int EXAMPLES = 5;

    private final S3Client s3;
    private final String name;
    private final String account;

    VersionedBucket(S3Client s3, String name, String account) {
        this.s3 = s3;
        this.name = name;
        this.account = account;
    }

    /** What is in it; nothing, if there is no such bucket. */
    Optional<BucketContents> count() {
        BucketContents[] sum = {BucketContents.NONE};
        boolean exists = everyPage(page -> {
            sum[0] = sum[0].plus(page);
            return true;
        });
        return exists ? Optional.of(sum[0]) : Optional.empty();
    }

    /**
     * Deletes every version and every delete marker. May be stopped at any moment, and run again: what is deleted stays
     * so.
     *
     * @param progress is told how many are deleted, page by page
     */
    Emptied empty(LongConsumer progress) {
        Pass pass = new Pass(0, progress);
        everyPage(pass::delete);
        for (int again = 1; again < PASSES && pass.hasDeleted(); again++) {
            pass = new Pass(pass.deleted, progress);
            everyPage(pass::delete);
        }
        return new Emptied(name, pass.deleted, !pass.found, pass.failures, List.copyOf(pass.examples));
    }

    /** One walk over all that is there. */
    private final class Pass {
        private final long before;
        private final LongConsumer progress;
        private final Map<String, Long> failures = new TreeMap<>();
        private final List<String> examples = new ArrayList<>();
        private long deleted;
        private boolean found;

        Pass(long before, LongConsumer progress) {
            this.before = before;
            this.deleted = before;
            this.progress = progress;
        }

        /** Whether the rest is worth a try: not, where so far nothing could be deleted. */
        boolean delete(ListObjectVersionsResponse page) {
            List<ObjectIdentifier> all = Stream.concat(
                            page.versions().stream().map(one -> id(one.key(), one.versionId())),
                            page.deleteMarkers().stream().map(one -> id(one.key(), one.versionId())))
                    .toList();
            all.stream().gather(Gatherers.windowFixed(PAGE)).forEach(this::delete);
            return all.isEmpty() || hasDeleted();
        }

        private void delete(List<ObjectIdentifier> some) {
            found = true;
            DeleteObjectsResponse answer = ask(() -> s3.deleteObjects(request -> request.bucket(name)
                    .expectedBucketOwner(account)
                    .delete(delete -> delete.objects(some).quiet(true))));
            answer.errors().forEach(this::note);
            deleted += some.size() - answer.errors().size();
            progress.accept(deleted);
        }

        boolean hasDeleted() {
            return deleted > before;
        }

        private void note(S3Error error) {
            failures.merge(String.valueOf(error.code()), 1L, Long::sum);
            if (examples.size() < EXAMPLES) {
                examples.add("%s (version %s): %s, %s"
                        .formatted(error.key(), error.versionId(), error.code(), error.message()));
            }
        }
    }

    /** False if there is no such bucket. {@code onPage} answers whether to go on. */
    private boolean everyPage(Predicate<ListObjectVersionsResponse> onPage) {
        ListObjectVersionsRequest request = ListObjectVersionsRequest.builder()
                .bucket(name)
                .expectedBucketOwner(account)
                .maxKeys(PAGE)
                .encodingType(EncodingType.URL)
                .build();
        while (true) {
            ListObjectVersionsRequest current = request;
            ListObjectVersionsResponse page;
            try {
                page = s3.listObjectVersions(current);
            } catch (NoSuchBucketException e) {
                return false;
            } catch (SdkException e) {
                throw problem(e);
            }
            if (!onPage.test(page) || !Boolean.TRUE.equals(page.isTruncated())) {
                return true;
            }
            ListObjectVersionsRequest next = current.toBuilder()
                    .keyMarker(page.nextKeyMarker())
                    .versionIdMarker(page.nextVersionIdMarker())
                    .build();
            if (next.equals(current)) {
                throw new AwsProblem("The listing of the bucket %s does not end".formatted(name));
            }
            request = next;
        }
    }

    private static ObjectIdentifier id(String key, String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            throw problem(e);
        }
    }

    private AwsProblem problem(SdkException e) {
        return new AwsProblem(
                "The bucket %s of the account %s cannot be used: %s".formatted(name, account, AwsFault.sentence(e)), e);
    }
}
