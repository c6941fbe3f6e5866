package dev.tryops.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that clients may show, each known by its SHA-256 alone. A fast digest is enough because keys are random, of
 * 256 bits: there is no dictionary to try. Lines are {@code name:sha256:hex}; blank ones and those that begin with
 * {@code #} are skipped. A name may have several keys, so that one can be replaced without a gap.
 */
final class ApiKeys {

    static final ApiKeys NONE = new ApiKeys(List.of());

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]{1,64}):sha256:([0-9a-fA-F]{64})");

    private final List<Entry> entries;

    private ApiKeys(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads lines. Throws {@link IllegalArgumentException} with the number of a bad line and never its content, which
     * may be a key that somebody forgot to hash.
     *
     * @param source what the lines come from, as its reader knows it
     */
    static ApiKeys parse(String source, String lines) {
        List<Entry> entries = new ArrayList<>();
        Set<String> digests = new HashSet<>();
        int number = 0;
        for (String raw : lines.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "Line " + number + " of " + source + " is not name:sha256:{64 hex digits}");
            }
            byte[] digest = HexFormat.of().parseHex(matcher.group(2));
            if (!digests.add(HexFormat.of().formatHex(digest))) {
                throw new IllegalArgumentException("Line " + number + " of " + source + " repeats an earlier key");
            }
            entries.add(new Entry(matcher.group(1), digest));
        }
        return new ApiKeys(List.copyOf(entries));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /** Whose key this is. Takes as long for a wrong key as for a right one. */
    Optional<String> owner(String key) {
        byte[] digest = sha256(key);
        Optional<String> owner = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest, digest)) {
                owner = Optional.of(entry.name);
            }
        }
        return owner;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private record Entry(String name, byte[] digest) {}
}
