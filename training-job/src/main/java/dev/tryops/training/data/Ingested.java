package dev.tryops.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that were read and found good enough.
 *
 * @param sha256 of the bytes of all files, one after the other in the order of {@code sources}
 * @param rowsRead good and bad ones
 * @param badRowsByReason those that were skipped, the most frequent reason first
 * @param quarantine CSV with these rows, at most 10 MB of it, if there are any
 * @param warnings sentences that a person should read before trusting the model
 * @param sources the names of the files, sorted
 * @param newest when the last of them to change was changed, where that is known of all
 */
public record Ingested(
        Dataset data,
        String sha256,
        long rowsRead,
        Map<String, Long> badRowsByReason,
        Optional<Path> quarantine,
        List<String> warnings,
        List<String> sources,
        Optional<Instant> newest) {

    public long badRows() {
        return badRowsByReason.values().stream().mapToLong(count -> count).sum();
    }

    /** The bytes of {@link #quarantine}, as a bundle publishes them. */
    public Optional<byte[]> quarantineBytes() {
        return quarantine.map(path -> {
            try {
                return Files.readAllBytes(path);
            } catch (IOException e) {
                throw new UncheckedIOException("The bad rows cannot be read again: " + e.getMessage(), e);
            }
        });
    }
}
