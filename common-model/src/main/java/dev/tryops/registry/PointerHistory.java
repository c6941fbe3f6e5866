package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The superseded pointers of an environment, under keys that carry their revisions. */
final class PointerHistory {

    private final ObjectStore store;

    PointerHistory(ObjectStore store) {
        this.store = store;
    }

    /** The newest {@code limit} revisions, newest first, of which {@code now} is the one in force. */
    List<HistoryEntry> newest(EnvironmentName environment, PointerState now, int limit) {
        return switch (now) {
            case PointerState.Absent absent -> List.of();
            case PointerState.InForce inForce ->
                Stream.concat(
                                Stream.of(new HistoryEntry.Recorded(inForce.pointer())),
                                below(environment, inForce.pointer().revision(), limit - 1))
                        .toList();
            case PointerState.Corrupt corrupt ->
                below(environment, highest(environment) + 1, limit).toList();
        };
    }

    private Stream<HistoryEntry> below(EnvironmentName environment, long above, int limit) {
        return LongStream.iterate(above - 1, revision -> revision >= 0, revision -> revision - 1)
                .limit(limit)
                .boxed()
                .gather(Gatherers.mapConcurrent(
                        ModelRegistry.READS_AT_ONCE, revision -> snapshotOrGap(environment, revision)))
                .flatMap(Optional::stream);
    }

    private Optional<HistoryEntry> snapshotOrGap(EnvironmentName environment, long revision) {
        // Revision 0 exists only where the reference system wrote the first pointer.
        return snapshot(environment, revision)
                .or(() -> revision > 0
                        ? Optional.of(new HistoryEntry.Unreadable(revision, "missing"))
                        : Optional.empty());
    }

    /** The at most {@code limit} newest snapshots that can be read and are of the revision that their key names. */
    List<PointerState.InForce> earlier(EnvironmentName environment, int limit) {
        // What stands now is not to be trusted, and so neither is its revision: it could be chosen to lead far back.
        long below = highest(environment) + 1;
        List<PointerState.InForce> pointers = new ArrayList<>();
        for (long revision = below - 1; revision >= Math.max(0, below - limit); revision--) {
            String key = Layout.history(environment, revision);
            long named = revision;
            store.read(key)
                    .flatMap(stored -> readable(key, stored))
                    .filter(state -> state.pointer().revision() == named)
                    .ifPresent(pointers::add);
        }
        return pointers;
    }

    private static Optional<PointerState.InForce> readable(String key, ObjectStore.Stored stored) {
        try {
            ServingPointer pointer = ArtifactJson.decodePointer(stored.bytes(), key);
            return Optional.of(new PointerState.InForce(pointer, stored.bytes(), stored.tag()));
        } catch (CorruptArtifact e) {
            return Optional.empty();
        }
    }

    Optional<HistoryEntry> snapshot(EnvironmentName environment, long revision) {
        String key = Layout.history(environment, revision);
        return store.read(key).map(stored -> {
            PointerLink link = PointerLink.of(environment, revision, stored.bytes());
            return link.refusal() == null && link.pointer() != null
                    ? new HistoryEntry.Recorded(link.pointer())
                    : new HistoryEntry.Unreadable(revision, String.valueOf(link.refusal()));
        });
    }

    private long highest(EnvironmentName environment) {
        return store.allKeysUnder(Layout.historyPrefix(environment))
                .flatMapToLong(key -> Layout.revisionOfHistory(environment, key).stream())
                .max()
                .orElse(0);
    }
}
