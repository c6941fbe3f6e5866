package dev.tryops.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes under keys, with the two conditional writes that make promotion safe. Implementations are thread-safe, and
 * readers never see half an object. A key is a relative path of segments from {@code [A-Za-z0-9._=-]}, none of which
 * begins with a dot; any other is an {@link IllegalArgumentException}.
 *
 * <p>Every method throws {@link StoreUnavailable} if the store could not be asked. The two writes throw it only while
 * nothing can have been written; later they answer {@link WriteOutcome.Unknown}.
 */
public interface ObjectStore {

    /** Objects larger than this are refused rather than read into memory. */
    long MAX_OBJECT_BYTES = 256L << 20;

    Optional<Stored> read(String key);

    /** Like {@link #read}, but without the bytes if the object still has {@code tag}. */
    ReadOutcome readIfChanged(String key, String tag);

    /** Refused, and writes nothing, if the key exists. */
    WriteOutcome create(String key, byte[] bytes);

    /** Refused, and writes nothing, if the key is absent or its tag is no longer {@code tag}. */
    WriteOutcome replace(String key, String tag, byte[] bytes);

    /** The next at most {@code limit} keys that begin with {@code prefix} and sort after {@code after}, ascending. */
    List<String> keysUnder(String prefix, @Nullable String after, int limit);

    /** Removes the object; no error if there is none. */
    void delete(String key);

    /** The address of a key as people write it, {@code file://} or {@code s3://}. Never followed by a reader. */
    String uri(String key);

    /** The store's short name for labels and messages: a bucket's name, a directory's last name. */
    String name();

    /** All keys that begin with {@code prefix}, ascending, fetched page by page as the stream is read. */
    default Stream<String> allKeysUnder(String prefix) {
        int page = 1_000;
        return Stream.iterate(
                        keysUnder(prefix, null, page),
                        keys -> !keys.isEmpty(),
                        keys -> keys.size() < page ? List.of() : keysUnder(prefix, keys.getLast(), page))
                .flatMap(List::stream);
    }

    /** An object as it was read; {@code tag} is opaque and good only for {@link #replace} and {@link #readIfChanged}. */
    record Stored(byte[] bytes, String tag) {}

    /** What a conditional read found. */
    sealed interface ReadOutcome {
        record Unchanged() implements ReadOutcome {}

        record Found(Stored object) implements ReadOutcome {}

        record Absent() implements ReadOutcome {}
    }

    /** What became of a conditional write. */
    sealed interface WriteOutcome {
        record Written(String tag) implements WriteOutcome {}

        record Refused() implements WriteOutcome {}

        /** Sent, but the answer was lost: it may have landed. */
        record Unknown(Exception cause) implements WriteOutcome {}
    }
}
