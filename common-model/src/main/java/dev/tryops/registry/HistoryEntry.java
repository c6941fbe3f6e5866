package dev.tryops.registry;

/** One revision of an environment's pointer, as the history shows it. */
public sealed interface HistoryEntry {

    long revision();

    record Recorded(ServingPointer pointer) implements HistoryEntry {
        @Override
        public long revision() {
            return pointer.revision();
        }
    }

    /** The snapshot is missing, or is no pointer. */
    record Unreadable(long revision, String detail) implements HistoryEntry {}
}
