package dev.tryops.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest implements ObjectStoreContract {

    @TempDir
    Path root;

    @Override
    public ObjectStore store() {
        return FileObjectStore.at(root); // a new instance each time: no state but the directory's
    }

    @Test
    void hidesWhatACrashedWriterLeft() throws IOException {
        Files.createDirectories(root.resolve("models"));
        Files.writeString(root.resolve("models/.tmp-1234"), "half an obj");

        assertThat(store().allKeysUnder("models/")).isEmpty();
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        store().create("a/b", "1".getBytes(UTF_8));
        store().create("a/b", "2".getBytes(UTF_8));
        store().replace("a/b", store().read("a/b").orElseThrow().tag(), "3".getBytes(UTF_8));
        store().replace("a/b", "stale", "4".getBytes(UTF_8));

        try (var files = Files.list(root.resolve("a"))) {
            assertThat(files).containsExactly(root.resolve("a/b"));
        }
    }

    @Test
    void aMissingDirectoryIsUnavailableNotEmpty() {
        ObjectStore absent = FileObjectStore.at(root.resolve("absent"));

        assertThatThrownBy(() -> absent.read("a/b"))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("absent");
        assertThatThrownBy(() -> absent.keysUnder("a/", null, 1)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void theFirstWriteMakesTheDirectory() {
        ObjectStore fresh = FileObjectStore.at(root.resolve("new/store"));

        fresh.create("a/b", "1".getBytes(UTF_8));

        assertThat(fresh.read("a/b")).isPresent();
    }

    @Test
    void aDirectoryInPlaceOfAnObjectIsUnavailable() throws IOException {
        Files.createDirectories(root.resolve("a/b"));

        assertThatThrownBy(() -> store().read("a/b")).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aFileInPlaceOfADirectoryIsUnavailableForWriting() throws IOException {
        Files.writeString(root.resolve("a"), "in the way");

        assertThatThrownBy(() -> store().create("a/b", new byte[1])).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void listsWhileOthersWrite() throws Exception {
        store().create("a/first", new byte[1]);
        try (var writer = Executors.newSingleThreadExecutor()) {
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    store().create("a/" + i, new byte[1]);
                }
            });
            while (!writing.isDone()) {
                assertThat(store().allKeysUnder("a/")).contains("a/first");
            }
            writing.get();
        }
    }

    @Test
    void twoPathsToOneDirectoryAreOneStore() throws Exception {
        Path link = Files.createSymbolicLink(root.resolveSibling(root.getFileName() + "-link"), root);
        ObjectStore other = FileObjectStore.at(link);
        store().create("a/b", new byte[] {0});
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Integer>> racers = List.of(() -> count(store()), () -> count(other));
            int total = 0;
            for (Future<Integer> racer : threads.invokeAll(racers)) {
                total += racer.get();
            }
            assertThat((int) store().read("a/b").orElseThrow().bytes()[0]).isEqualTo(total);
        } finally {
            Files.delete(link);
        }
    }

    /** Adds one, fifty times; every addition that the store acknowledges must be there in the end. */
    private static int count(ObjectStore store) {
        int added = 0;
        for (int i = 0; i < 50; i++) {
            ObjectStore.Stored now = store.read("a/b").orElseThrow();
            byte[] next = {(byte) (now.bytes()[0] + 1)};
            if (store.replace("a/b", now.tag(), next) instanceof ObjectStore.WriteOutcome.Written) {
                added++;
            }
        }
        return added;
    }

    @Test
    void isNamedByItsLastDirectory() {
        assertThat(FileObjectStore.at(Path.of("/data/models/store")).name()).isEqualTo("store");
    }
}
