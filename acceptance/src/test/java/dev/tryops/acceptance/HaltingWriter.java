package dev.tryops.acceptance;

import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.TestBundles;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A process that publishes a bundle and promotes it, and that dies without a word before or after its k-th write. */
final class HaltingWriter {

    static final int DEAD = 99;

    private HaltingWriter() {}

    /** Arguments: the store, the number of the version, k (0: never), {@code before} or {@code after}. */
    public static void main(String[] args) {
        ObjectStore store =
                new Halting(FileObjectStore.at(Path.of(args[0])), Integer.parseInt(args[2]), args[3].equals("before"));
        ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());
        var version = TestBundles.version(Integer.parseInt(args[1]));
        registry.publish(TestBundles.bundle(version));
        PromotionResult result = registry.promote(
                Store.PRODUCTION, version, registry.serving(Store.PRODUCTION), new Justification("writer", "test"));
        System.out.println(((PromotionResult.Promoted) result).now().promotionId());
    }

    private static final class Halting implements ObjectStore {
        private final ObjectStore store;
        private final boolean before;
        private int left;

        Halting(ObjectStore store, int k, boolean before) {
            this.store = store;
            this.left = k;
            this.before = before;
        }

        private WriteOutcome write(java.util.function.Supplier<WriteOutcome> write) {
            boolean last = --left == 0;
            if (last && before) {
                Runtime.getRuntime().halt(DEAD);
            }
            WriteOutcome outcome = write.get();
            if (last) {
                Runtime.getRuntime().halt(DEAD);
            }
            return outcome;
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
        public Optional<Stored> read(String key) {
            return store.read(key);
        }

        @Override
        public ReadOutcome readIfChanged(String key, String tag) {
            return store.readIfChanged(key, tag);
        }

        @Override
        public List<String> keysUnder(String prefix, String after, int limit) {
            return store.keysUnder(prefix, after, limit);
        }

        @Override
        public void delete(String key) {
            store.delete(key);
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
}
