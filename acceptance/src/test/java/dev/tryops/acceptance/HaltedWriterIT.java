package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.TestBundles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltedWriterIT {

    /** Model, baseline, report, metadata, manifest; then the outgoing pointer and the pointer. */
    private static final int WRITES = 7;

    @TempDir
    Path directory;

    @Test
    void deathBeforeOrAfterAnyWriteLeavesTheStoreWholeAndTheNextRunSucceeds() {
        Store store = new Store(directory.resolve("store"));
        succeed(store, 1);
        for (int k = 1; k <= WRITES; k++) {
            for (String when : List.of("before", "after")) {
                int number = 2 * k + (when.equals("before") ? 0 : 1);
                long before = store.pointer().revision();

                assertThat(write(store, number, k, when).exit).isEqualTo(HaltingWriter.DEAD);

                boolean last = k == WRITES && when.equals("after");
                assertThat(store.pointer().revision())
                        .as("%s write %d", when, k)
                        .isEqualTo(last ? before + 1 : before);
                boolean published = k > 5 || k == 5 && when.equals("after");
                assertThat(store.versions().contains(TestBundles.version(number)))
                        .isEqualTo(published);
                store.assertSound();
                String id = succeed(store, number); // the same version: what was written before is taken as it is
                assertThat(idsInHistory(store)).containsOnlyOnce(id).doesNotHaveDuplicates();
                store.assertSound();
            }
        }
    }

    private static String succeed(Store store, int number) {
        Ended ended = write(store, number, 0, "never");
        assertThat(ended.exit).as(ended.output).isZero();
        return ended.output.strip();
    }

    private static Ended write(Store store, int number, int k, String when) {
        List<String> command = Checkout.java(
                "-cp",
                System.getProperty("java.class.path"),
                HaltingWriter.class.getName(),
                store.root().toString(),
                Integer.toString(number),
                Integer.toString(k),
                when);
        try (Program program = Program.start(Checkout.ROOT, Map.of(), command)) {
            int exit = program.await(60);
            return new Ended(
                    exit,
                    program.output().lines().filter(l -> !l.startsWith("NOTE")).reduce("", (a, b) -> a + b));
        }
    }

    private static List<String> idsInHistory(Store store) {
        return store.registry().history(Store.PRODUCTION, 1_000).stream()
                .map(entry ->
                        String.valueOf(((HistoryEntry.Recorded) entry).pointer().promotionId()))
                .toList();
    }

    private record Ended(int exit, String output) {}
}
