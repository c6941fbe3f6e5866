package dev.tryops.acceptance;

import dev.tryops.registry.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A store in whose n-th operation the process dies without a word, as by {@code kill -9}: before it, or after it. Or it is
 * held there for ever, so that a test can do to it what it likes.
 */
public final class HaltingStore implements ObjectStore {

    /** The exit code of such a death. */
    static final int DEAD = 99;

    /** The option with which it is held instead. */
    static final String HOLD = "-Dhalt.hold=true";

    /** What a held process says. */
    static final String HELD = "held in an operation on its store";

    private static final String OPERATION = "halt.operation";
    private static final String WHEN = "halt.when";
    private static final String COUNTED = "halt.counted";

    private final ObjectStore store;
    private final int fatal;
    private final When when;
    private final Counted counted;
    private int done;

    private HaltingStore(ObjectStore store, int fatal, When when, Counted counted) {
        this.store = store;
        this.fatal = fatal;
        this.when = when;
        this.counted = counted;
    }

    enum When {
        BEFORE,
        AFTER
    }

    enum Counted {
        WRITES,
        EVERYTHING
    }

    /** What makes {@link #around} halt in a JVM of its own. */
    static List<String> options(int operation, When when, Counted counted) {
        return List.of("-D" + OPERATION + "=" + operation, "-D" + WHEN + "=" + when, "-D" + COUNTED + "=" + counted);
    }

    /** {@code store}, with the death that this JVM's options order. */
    public static ObjectStore around(ObjectStore store) {
        return new HaltingStore(
                store,
                Integer.getInteger(OPERATION),
                When.valueOf(System.getProperty(WHEN)),
                Counted.valueOf(System.getProperty(COUNTED)));
    }

    private <T> T write(Supplier<T> write) {
        boolean last = ++done == fatal;
        if (last && when == When.BEFORE) {
            haltOrHold();
        }
        T answer = write.get();
        if (last) {
            haltOrHold();
        }
        return answer;
    }

    private static void haltOrHold() {
        if (!Boolean.getBoolean("halt.hold")) {
            Runtime.getRuntime().halt(DEAD);
        }
        System.out.println(HELD);
        while (true) {
            LockSupport.park();
        }
    }

    private <T> T look(Supplier<T> look) {
        return counted == Counted.EVERYTHING ? write(look) : look.get();
    }

    @Override
    public WriteOutcome create(String key, byte[] bytes) {
        return write(() -> store.create(key, bytes));
    }

    @Override
    public WriteOutcome replace(String key, String tag, byte[] bytes) {
        return write(() -> store.replace(key, tag, bytes));
    }

    @Override
    public void delete(String key) {
        write(() -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public Optional<Stored> read(String key) {
        return look(() -> store.read(key));
    }

    @Override
    public ReadOutcome readIfChanged(String key, String tag) {
        return look(() -> store.readIfChanged(key, tag));
    }

    @Override
    public List<String> keysUnder(String prefix, String after, int limit) {
        return look(() -> store.keysUnder(prefix, after, limit));
    }

    @Override
    public String uri(String key) {
        return store.uri(key);
    }

    @Override
    public String name() {
        return store.name();
    }
}
