package dev.tryops.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tryops.registry.ObjectStore.ReadOutcome;
import dev.tryops.registry.ObjectStore.Stored;
import dev.tryops.registry.ObjectStore.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store must do. A test class implements it and inherits the tests. */
public interface ObjectStoreContract {

    /** The same empty store at every call within one test. */
    ObjectStore store();

    @Test
    default void readsNothingUnderAnUnknownKey() {
        store().create("a/other.json", bytes("x"));

        assertThat(store().read("a/b.json")).isEmpty();
        assertThat(store().readIfChanged("a/b.json", "tag")).isInstanceOf(ReadOutcome.Absent.class);
    }

    @Test
    default void readsBackTheVeryBytes() {
        byte[] everyByte = new byte[256];
        IntStream.range(0, 256).forEach(i -> everyByte[i] = (byte) i);
        store().create("a/b.bin", everyByte);

        assertThat(store().read("a/b.bin").orElseThrow().bytes()).isEqualTo(everyByte);
    }

    @Test
    default void keepsAnEmptyObject() {
        store().create("a/empty", new byte[0]);

        assertThat(store().read("a/empty").orElseThrow().bytes()).isEmpty();
    }

    @Test
    default void keepsAnObjectOfManyMegabytes() {
        byte[] large = new byte[9 << 20];
        large[large.length - 1] = 7;
        store().create("models/large.onnx", large);

        assertThat(store().read("models/large.onnx").orElseThrow().bytes()).isEqualTo(large);
    }

    @Test
    default void createRefusesAnExistingKeyAndKeepsIt() {
        store().create("a/b.json", bytes("first"));

        WriteOutcome second = store().create("a/b.json", bytes("second"));

        assertThat(second).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(content("a/b.json")).isEqualTo("first");
    }

    @Test
    default void replaceNeedsTheTagThatIsInForce() {
        store().create("a/b.json", bytes("first"));
        String first = tag("a/b.json");
        store().replace("a/b.json", first, bytes("second"));

        WriteOutcome stale = store().replace("a/b.json", first, bytes("third"));

        assertThat(stale).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(content("a/b.json")).isEqualTo("second");
    }

    @Test
    default void aWriteAnswersTheTagThatTheNextReplaceNeeds() {
        WriteOutcome created = store().create("a/b.json", bytes("first"));
        WriteOutcome second = store().replace("a/b.json", written(created), bytes("second"));
        WriteOutcome third = store().replace("a/b.json", written(second), bytes("third"));

        assertThat(third).isInstanceOf(WriteOutcome.Written.class);
        assertThat(content("a/b.json")).isEqualTo("third");
    }

    @Test
    default void replaceRefusesAnAbsentKeyAndWritesNothing() {
        store().create("a/other.json", bytes("x"));

        WriteOutcome outcome = store().replace("a/b.json", tag("a/other.json"), bytes("x"));

        assertThat(outcome).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(store().read("a/b.json")).isEmpty();
    }

    @Test
    default void readIfChangedSendsTheBytesOnlyWhenTheyAreNew() {
        store().create("a/b.json", bytes("first"));
        String first = tag("a/b.json");

        assertThat(store().readIfChanged("a/b.json", first)).isInstanceOf(ReadOutcome.Unchanged.class);

        store().replace("a/b.json", first, bytes("second"));
        assertThat(store().readIfChanged("a/b.json", first))
                .isInstanceOfSatisfying(
                        ReadOutcome.Found.class,
                        found -> assertThat(found.object().bytes()).isEqualTo(bytes("second")));
    }

    @Test
    default void listsKeysInOrderAndOnlyThoseUnderThePrefix() {
        for (String key : List.of("b/2", "b/10", "b/1", "bb/1", "a/1", "b_1")) {
            store().create(key, bytes(key));
        }

        assertThat(store().allKeysUnder("b/")).containsExactly("b/1", "b/10", "b/2");
    }

    @Test
    default void listsByAPrefixThatEndsInsideAName() {
        for (String key : List.of("h/prod_1", "h/prod_2", "h/product_1")) {
            store().create(key, bytes(key));
        }

        assertThat(store().allKeysUnder("h/prod_")).containsExactly("h/prod_1", "h/prod_2");
    }

    @Test
    default void pagesThroughMoreThanAThousandKeys() {
        IntStream.range(0, 1_050).forEach(i -> store().create("many/%05d".formatted(i), bytes("x")));

        List<String> firstPage = store().keysUnder("many/", null, 1_000);
        List<String> all = store().allKeysUnder("many/").toList();

        assertThat(firstPage).hasSize(1_000);
        assertThat(all).hasSize(1_050).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void keepsKeysThatNameAPartition() {
        store().create("log/date=2026-02-08/model_version=v1/a.parquet", bytes("x"));
        store().create("log/date=2026-02-09/model_version=v1/a.parquet", bytes("y"));

        assertThat(store().allKeysUnder("log/date=2026-02-09/"))
                .containsExactly("log/date=2026-02-09/model_version=v1/a.parquet");
        assertThat(content("log/date=2026-02-08/model_version=v1/a.parquet")).isEqualTo("x");
    }

    @Test
    default void listsNothingUnderAPrefixThatIsNotThere() {
        store().create("a/b", bytes("x"));

        assertThat(store().allKeysUnder("none/")).isEmpty();
    }

    @Test
    default void deletesAndDoesNotMindDeletingTwice() {
        store().create("a/b.json", bytes("x"));

        store().delete("a/b.json");
        store().delete("a/b.json");

        assertThat(store().read("a/b.json")).isEmpty();
    }

    @Test
    default void refusesKeysThatLeaveTheStore() {
        for (String key : List.of("../x", "a/../../x", "/etc/x", "a//b", ".hidden", "a/.hidden", "", "a/", "a\\b")) {
            assertThatIllegalArgumentException().as(key).isThrownBy(() -> store().create(key, bytes("x")));
        }
    }

    @Test
    default void ofManyCreatorsOneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race/create-" + round;

            List<WriteOutcome> outcomes = race(4, i -> store().create(key, bytes("by " + i)));

            assertThat(outcomes)
                    .filteredOn(o -> o instanceof WriteOutcome.Written)
                    .as(key)
                    .hasSize(1);
            assertThat(outcomes)
                    .filteredOn(o -> o instanceof WriteOutcome.Refused)
                    .as(key)
                    .hasSize(3);
        }
    }

    @Test
    default void ofManyReplacersOneWinsAndItsBytesStand() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race/replace-" + round;
            store().create(key, bytes("start"));
            String tag = tag(key);

            List<WriteOutcome> outcomes = race(4, i -> store().replace(key, tag, bytes("by " + i)));

            List<Integer> winners = IntStream.range(0, 4)
                    .filter(i -> outcomes.get(i) instanceof WriteOutcome.Written)
                    .boxed()
                    .toList();
            assertThat(winners).as(key).hasSize(1);
            assertThat(content(key)).isEqualTo("by " + winners.getFirst());
        }
    }

    @Test
    default void readersSeeTheOldBytesOrTheNewOnesAndNeverAMixture() throws Exception {
        String key = "race/torn.json";
        store().create(key, bytes("0".repeat(1_000)));
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                readers.add(threads.submit(() -> {
                    while (!done.get()) {
                        assertWhole(content(key));
                    }
                }));
            }
            try {
                for (int round = 1; round <= 25; round++) {
                    // Longer and shorter ones: a server that sends one's bytes with the other's length cuts them off.
                    byte[] next = bytes(Integer.toString(round % 10).repeat(1_000 + round % 7 * 100_000));
                    assertThat(store().replace(key, tag(key), next)).isInstanceOf(WriteOutcome.Written.class);
                }
            } finally {
                done.set(true);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }

    private static void assertWhole(String seen) {
        assertThat(seen).isEqualTo(seen.substring(0, 1).repeat(seen.length()));
        assertThat((seen.length() - 1_000) % 100_000)
                .as("cut off at %d bytes", seen.length())
                .isZero();
    }

    private String content(String key) {
        return new String(store().read(key).orElseThrow().bytes(), UTF_8);
    }

    private String tag(String key) {
        return store().read(key).map(Stored::tag).orElseThrow();
    }

    private static String written(WriteOutcome outcome) {
        return ((WriteOutcome.Written) outcome).tag();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<WriteOutcome> race(int racers, java.util.function.IntFunction<WriteOutcome> write)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers);
        try (ExecutorService threads = Executors.newFixedThreadPool(racers)) {
            List<Callable<WriteOutcome>> tasks = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                int racer = i;
                tasks.add(() -> {
                    start.await();
                    return write.apply(racer);
                });
            }
            List<WriteOutcome> outcomes = new ArrayList<>();
            for (Future<WriteOutcome> result : threads.invokeAll(tasks)) {
                outcomes.add(result.get());
            }
            return outcomes;
        }
    }
}
