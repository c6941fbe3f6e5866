package dev.tryops.api.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file that may be replaced while the service runs, as a mounted secret is. The file is small, so it is
 * read and compared rather than trusted to change its time; at most every {@link #INTERVAL}, by whoever asks then.
 * What cannot be read leaves the last good keys in force.
 */
final class ApiKeyFile implements Supplier<ApiKeys> {

    static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(ApiKeyFile.class);

    private final Path path;
    private final AtomicLong nextLook;
    private volatile byte[] seen;
    private volatile ApiKeys keys;
    private volatile boolean unreadable;

    /** Throws {@link IllegalArgumentException} if the file cannot be read or has no or bad keys. */
    ApiKeyFile(Path path) {
        this.path = path;
        try {
            this.seen = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalArgumentException("API_KEYS_FILE " + path + " cannot be read: " + e, e);
        }
        this.keys = parse(seen);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("API_KEYS_FILE " + path + " has no key");
        }
        this.nextLook = new AtomicLong(System.nanoTime() + INTERVAL.toNanos());
    }

    @Override
    public ApiKeys get() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + INTERVAL.toNanos())) {
            look();
        }
        return keys;
    }

    private void look() {
        try {
            byte[] bytes = Files.readAllBytes(path);
            unreadable = false;
            if (Arrays.equals(bytes, seen)) {
                return;
            }
            seen = bytes; // a bad file is told of once
            keys = parse(bytes);
            log.atInfo().addKeyValue("keys", keys.size()).log("The API keys were replaced");
        } catch (IOException e) {
            if (!unreadable) {
                log.warn("API_KEYS_FILE cannot be read; its last keys stay in force: {}", e.toString());
            }
            unreadable = true;
        } catch (IllegalArgumentException e) {
            log.warn("{}; the last good keys stay in force", e.getMessage());
        }
    }

    private ApiKeys parse(byte[] bytes) {
        return ApiKeys.parse("API_KEYS_FILE " + path, new String(bytes, StandardCharsets.UTF_8));
    }
}
