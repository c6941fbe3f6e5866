package dev.tryops.training;

import dev.tryops.registry.InMemoryObjectStore;
import java.util.ArrayList;
import java.util.List;

/** Lets a rival act just before a pointer is replaced: the worst moment. */
public final class RivalStore extends InMemoryObjectStore {

    private final List<Runnable> rivals = new ArrayList<>();

    public void beforeNextReplace(Runnable rival) {
        rivals.add(rival);
    }

    @Override
    public WriteOutcome replace(String key, String tag, byte[] bytes) {
        List<Runnable> now = List.copyOf(rivals);
        rivals.clear();
        now.forEach(Runnable::run);
        return super.replace(key, tag, bytes);
    }
}
