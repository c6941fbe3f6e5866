package dev.tryops.registry;

import dev.tryops.model.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A map that is honest about compare-and-swap. */
public class InMemoryObjectStore implements ObjectStore {

    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Stored> read(String key) {
        return Optional.ofNullable(objects.get(checked(key))).map(bytes -> new Stored(bytes, Sha256.hex(bytes)));
    }

    @Override
    public ReadOutcome readIfChanged(String key, String tag) {
        return read(key)
                .<ReadOutcome>map(s -> s.tag().equals(tag) ? new ReadOutcome.Unchanged() : new ReadOutcome.Found(s))
                .orElseGet(ReadOutcome.Absent::new);
    }

    @Override
    public WriteOutcome create(String key, byte[] bytes) {
        return objects.putIfAbsent(checked(key), bytes) == null
                ? new WriteOutcome.Written(Sha256.hex(bytes))
                : new WriteOutcome.Refused();
    }

    @Override
    public WriteOutcome replace(String key, String tag, byte[] bytes) {
        byte[] now = objects.computeIfPresent(
                checked(key), (k, old) -> Sha256.hex(old).equals(tag) ? bytes : old);
        return now == bytes ? new WriteOutcome.Written(Sha256.hex(bytes)) : new WriteOutcome.Refused();
    }

    @Override
    public List<String> keysUnder(String prefix, @Nullable String after, int limit) {
        return objects.tailMap(prefix, true).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .filter(key -> after == null || key.compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(checked(key));
    }

    @Override
    public String uri(String key) {
        return "memory:///" + key;
    }

    @Override
    public String name() {
        return "memory";
    }

    private static String checked(String key) {
        if (!key.matches("[A-Za-z0-9_=-][A-Za-z0-9._=-]*(/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)*")) {
            throw new IllegalArgumentException("Not a key: " + key);
        }
        return key;
    }
}
