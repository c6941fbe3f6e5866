package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The superseded pointers of an environment, under keys that carry their revisions. */
final class PointerHistory {

    /** Bounds the reads that planted entries can cost. */
    private static final int LOOKED_AT = 100;

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

    /**
     * The at most {@code limit} newest snapshots that can be read, are of the revision that their key names, and are
     * {@code believed}. Revisions are taken from the keys that are there: neither what stands now nor a planted entry
     * may choose how far back this leads.
     */
    List<PointerState.InForce> earlier(
            EnvironmentName environment, int limit, Predicate<PointerState.InForce> believed) {
        List<Long> newestFirst = revisions(environment)
                .sorted(Comparator.reverseOrder())
                .limit(LOOKED_AT)
                .toList();
        return newestFirst.stream()
                .flatMap(revision -> readable(environment, revision).stream())
                .filter(believed)
                .limit(limit)
                .toList();
    }

    private Optional<PointerState.InForce> readable(EnvironmentName environment, long revision) {
        return store.read(Layout.history(environment, revision)).flatMap(stored -> {
            ServingPointer pointer =
                    PointerLink.of(environment, revision, stored.bytes()).pointer();
            return pointer == null || pointer.revision() != revision
                    ? Optional.empty()
                    : Optional.of(new PointerState.InForce(pointer, stored.bytes(), stored.tag()));
        });
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
        return revisions(environment).max(Comparator.naturalOrder()).orElse(0L);
    }

    private Stream<Long> revisions(EnvironmentName environment) {
        return store.allKeysUnder(Layout.historyPrefix(environment))
                .flatMapToLong(key -> Layout.revisionOfHistory(environment, key).stream())
                .boxed();
    }
}
