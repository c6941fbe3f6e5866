package dev.tryops.training.data;

import java.util.OptionalLong;

/**
 * How far reading is.
 *
 * @param bytes that were read, packed as they are; those of a Parquet file count when its last row is read
 * @param total bytes of all files, −1 where one is a pipe
 */
public record ReadProgress(long rows, long bytes, long total) {

    private static final long SECOND = 1_000_000_000;

    /** Of all bytes, where these are known and one has been read. */
    public OptionalLong percent() {
        return total > 0 && bytes > 0 ? OptionalLong.of(Math.min(100, 100 * bytes / total)) : OptionalLong.empty();
    }

    /** If it goes on as it went in {@code nanos} so far; the first second says nothing. */
    public OptionalLong secondsLeft(long nanos) {
        return percent().isPresent() && nanos >= SECOND
                ? OptionalLong.of(Math.round(Math.max(0, total - bytes) * (nanos / 1e9) / bytes))
                : OptionalLong.empty();
    }
}
