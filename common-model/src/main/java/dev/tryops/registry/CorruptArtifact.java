package dev.tryops.registry;

import org.jspecify.annotations.Nullable;

/** Bytes that were read, but are not what the key promises. The message names the key and the first fault. */
public final class CorruptArtifact extends Exception {

    public CorruptArtifact(String key, @Nullable String fault) {
        super(key + ": " + fault);
    }
}
