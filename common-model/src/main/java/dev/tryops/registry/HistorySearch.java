package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a revision by time with a few reads, because promotion times ascend with the revisions. */
final class HistorySearch {

    private final ModelRegistry registry;
    private final EnvironmentName environment;

    HistorySearch(ModelRegistry registry, EnvironmentName environment) {
        this.registry = registry;
        this.environment = environment;
    }

    List<HistoryEntry> at(Instant time) {
        List<HistoryEntry> newest = registry.history(environment, 1);
        if (newest.isEmpty()) {
            return List.of();
        }
        if (newest.getFirst() instanceof HistoryEntry.Recorded head && isBy(head, time)) {
            return newest;
        }
        return below(newest.getFirst(), time);
    }

    private List<HistoryEntry> below(HistoryEntry head, Instant time) {
        HistoryEntry.@Nullable Recorded found = null;
        long low = 0;
        long high = head.revision() - (head instanceof HistoryEntry.Recorded ? 1 : 0);
        long earliestLater = high + 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            HistoryEntry.Recorded readable = readableAtOrBelow(middle, low);
            if (readable == null) {
                low = middle + 1;
            } else if (isBy(readable, time)) {
                found = readable;
                low = middle + 1;
            } else {
                earliestLater = readable.revision();
                high = readable.revision() - 1;
            }
        }
        return found == null ? List.of() : withDoubts(found, earliestLater);
    }

    /** The revisions between the one found and the next one known to be later: none of them can be read. */
    private List<HistoryEntry> withDoubts(HistoryEntry.Recorded found, long earliestLater) {
        List<HistoryEntry> entries = new ArrayList<>();
        for (long revision = earliestLater - 1; revision > found.revision(); revision--) {
            entries.add(entry(revision));
        }
        entries.add(found);
        return entries;
    }

    private HistoryEntry.@Nullable Recorded readableAtOrBelow(long from, long low) {
        for (long revision = from; revision >= low; revision--) {
            if (entry(revision) instanceof HistoryEntry.Recorded recorded) {
                return recorded;
            }
        }
        return null;
    }

    private HistoryEntry entry(long revision) {
        Optional<HistoryEntry> entry = registry.snapshot(environment, revision);
        return entry.orElseGet(() -> new HistoryEntry.Unreadable(revision, "missing"));
    }

    private static boolean isBy(HistoryEntry.Recorded entry, Instant time) {
        return !entry.pointer().promotedAt().isAfter(time);
    }
}
