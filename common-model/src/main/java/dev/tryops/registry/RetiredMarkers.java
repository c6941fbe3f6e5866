package dev.tryops.registry;

import dev.tryops.model.ModelVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The marks for deletion. Taking one for deletion and taking it back are compare-and-swaps on the same object, so only
 * one of the two happens, whoever runs at the same time.
 */
final class RetiredMarkers {

    private final ObjectStore store;

    RetiredMarkers(ObjectStore store) {
        this.store = store;
    }

    Optional<Mark> read(ModelVersion version) {
        String key = Layout.retired(version);
        return store.read(key).map(stored -> {
            try {
                return new Mark(
                        version,
                        stored.tag(),
                        Optional.of(ArtifactJson.decode(stored.bytes(), RetiredMarker.class, key)));
            } catch (CorruptArtifact e) {
                return new Mark(version, stored.tag(), Optional.empty());
            }
        });
    }

    /** Every version that has a mark. */
    Stream<ModelVersion> versions() {
        return store.allKeysUnder(KeyPrefix.RETIRED)
                .map(key -> key.substring(KeyPrefix.RETIRED.length()).replaceFirst("\\.json$", ""))
                .filter(ModelVersion::isValid)
                .map(ModelVersion::new);
    }

    /** Whether the version had no mark and now has ours. */
    boolean put(ModelVersion version, Instant now, String by) {
        String key = Layout.retired(version);
        byte[] bytes = ArtifactJson.encode(RetiredMarker.of(version, now, by));
        return landed(key, bytes, store.create(key, bytes));
    }

    /** Whether the mark was still as it was read, and its version is now ours to delete. */
    boolean claim(Mark mark, Instant now) {
        return mark.marker().isPresent()
                && mark.marker().get().prunedAt() == null
                && swap(mark, mark.marker().get().pruned(now));
    }

    /** Whether the mark was still as it was read, and is gone. */
    boolean lift(Mark mark, Instant now) {
        RetiredMarker lifted = mark.marker()
                .orElseGet(() -> RetiredMarker.of(mark.version(), now, "unreadable"))
                .restored(now);
        if (!swap(mark, lifted)) {
            return false;
        }
        store.delete(Layout.retired(mark.version()));
        return true;
    }

    private boolean swap(Mark mark, RetiredMarker next) {
        String key = Layout.retired(mark.version());
        byte[] bytes = ArtifactJson.encode(next);
        return landed(key, bytes, store.replace(key, mark.tag(), bytes));
    }

    private boolean landed(String key, byte[] ours, ObjectStore.WriteOutcome outcome) {
        return switch (outcome) {
            case ObjectStore.WriteOutcome.Written written -> true;
            case ObjectStore.WriteOutcome.Refused refused -> false;
            case ObjectStore.WriteOutcome.Unknown unknown ->
                store.read(key)
                        .map(stored -> Arrays.equals(stored.bytes(), ours))
                        .orElse(false);
        };
    }

    /** A mark as it was read; {@code marker} is empty if its bytes say nothing, and then nothing is ever deleted. */
    record Mark(ModelVersion version, String tag, Optional<RetiredMarker> marker) {

        boolean isClaimed() {
            return marker.map(m -> m.prunedAt() != null).orElse(false);
        }

        boolean isLifted() {
            return marker.map(m -> m.restoredAt() != null).orElse(false);
        }

        boolean isOlderThan(Instant time) {
            return marker.map(m -> !m.retiredAt().isAfter(time)).orElse(false);
        }
    }
}
