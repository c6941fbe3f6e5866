package dev.tryops.cli.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Gatherers;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Deletes every version and every delete marker of a bucket. It may be stopped at any moment, and run again: what is deleted
 * stays so.
 */
final class Emptying {

    /** So often what failed is tried again, and so often the end of the bucket may turn out not to be one. */
    private static final int PASSES = 5;

    private static final int EXAMPLES = 5;

    private final VersionedBucket bucket;
    private final LongConsumer progress;
    private final Map<String, Long> failures = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private long deleted;
    private boolean empty;

    /** @param progress is told how many are deleted, page by page */
    Emptying(VersionedBucket bucket, LongConsumer progress) {
        this.bucket = bucket;
        this.progress = progress;
    }

    Emptied run() {
        long before;
        int pass = 0;
        do {
            before = deleted;
            failures.clear();
            examples.clear();
            walk(before);
            pass++;
        } while (!failures.isEmpty() && deleted > before && pass < PASSES);
        return new Emptied(bucket.name(), deleted, empty, failures, List.copyOf(examples));
    }

    /**
     * From the start to the end. What could be deleted is gone, so the same place is listed again; where something stays,
     * the listing goes on behind it. Where nothing could be deleted at all, the rest is not tried.
     */
    private void walk(long before) {
        ListObjectVersionsRequest request = bucket.fromTheStart();
        int ends = 0;
        empty = false;
        while (ends < PASSES) {
            Optional<VersionedBucket.Page> listed = bucket.list(request);
            if (listed.isEmpty()
                    || (listed.get().all().isEmpty() && listed.get().next().isEmpty())) {
                empty = failures.isEmpty();
                return;
            }
            VersionedBucket.Page page = listed.get();
            boolean all = delete(page.all());
            if (page.next().isEmpty()) {
                ends++;
            }
            boolean nothingGoes = !failures.isEmpty() && deleted == before;
            if (nothingGoes || (!all && page.next().isEmpty())) {
                return;
            }
            request = all && !page.all().isEmpty() ? request : page.next().orElse(request);
        }
    }

    private boolean delete(List<ObjectIdentifier> all) {
        List<S3Error> errors = new ArrayList<>();
        all.stream()
                .gather(Gatherers.windowFixed(VersionedBucket.PAGE))
                .forEach(some -> errors.addAll(bucket.delete(some)));
        errors.forEach(this::note);
        deleted += all.size() - errors.size();
        progress.accept(deleted);
        return errors.isEmpty();
    }

    private void note(S3Error error) {
        failures.merge(String.valueOf(error.code()), 1L, Long::sum);
        if (examples.size() < EXAMPLES) {
            examples.add(
                    "%s (version %s): %s, %s".formatted(error.key(), error.versionId(), error.code(), error.message()));
        }
    }
}
