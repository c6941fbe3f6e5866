package dev.tryops.predictions;

import static dev.tryops.predictions.Predictions.NOON;
import static dev.tryops.predictions.Predictions.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.model.Dtype;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.StoreUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PredictionLogWriterTest {

    private static final ModelVersion LATER = new ModelVersion("v20260209_080000_aaaaaa");
    private static final long MIB = 1 << 20;
    private static final Duration NEVER = Duration.ofHours(1);

    private final FallibleStore store = new FallibleStore();
    private Duration farewell = Duration.ofSeconds(30);
    private PredictionLogWriter writer = writer(NEVER, 50 * MIB, 8 * MIB);

    @AfterEach
    void close() {
        store.fault = Fault.NONE;
        writer.close();
    }

    @Test
    void writesAtEveryInterval() {
        reopen(Duration.ofMillis(20), 50 * MIB, 8 * MIB);

        List<UUID> first = offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 10, 1));
        await().until(() -> writer.counts().objects() == 1);
        List<UUID> second = offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 3, 2));
        await().until(() -> writer.counts().objects() == 2);

        assertThat(logged()).containsAll(first).containsAll(second).hasSize(13);
        assertThat(writer.memoryUsed()).isZero();
    }

    @Test
    void writesNothingWhileNothingIsPredicted() {
        reopen(Duration.ofMillis(5), 50 * MIB, 8 * MIB);
        offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 1, 1));
        await().until(() -> writer.counts().objects() == 1);

        writer.close();

        assertThat(writer.counts().objects()).isEqualTo(1);
    }

    @Test
    void writesSoonerWhenThereIsMuch() {
        reopen(NEVER, 40_000, 4 * MIB);

        for (int i = 0; i < 40; i++) {
            offer(Predictions.block(Predictions.numeric(VERSION, 20), NOON.plusMillis(i), 100, i));
        }

        await().until(() -> writer.counts().objects() > 0);
        writer.close();
        assertThat(writer.counts().rows()).isEqualTo(4_000);
        assertThat(logged()).hasSize(4_000);
    }

    @Test
    void writesWhatIsLeftWhenItEnds() {
        List<UUID> ids = offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 100, 3));

        writer.close();

        assertThat(logged()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(writer.counts().dropped()).isZero();
        assertThat(writer.counts().waiting()).isZero();
    }

    @Test
    void keepsDaysModelsAndManifestsApart() {
        PredictionSource source = Predictions.numeric(VERSION, 2);
        PredictionSource again =
                new PredictionSource(VERSION, "cd".repeat(32), source.schemaHash(), source.layout(), source.labels());
        Instant midnight = Instant.parse("2026-02-09T00:00:00Z");
        offer(Predictions.block(source, midnight.minusMillis(1), 1, 4));
        offer(Predictions.block(source, midnight, 1, 5));
        offer(Predictions.block(again, midnight, 1, 6));
        offer(Predictions.block(Predictions.numeric(LATER, 2), midnight, 1, 7));

        writer.close();

        PredictionLog log = PredictionLog.in(store);
        assertThat(writer.counts().objects()).isEqualTo(4);
        assertThat(log.days()).hasSize(2);
        assertThat(log.versions(log.days().getLast())).containsExactly(VERSION, LATER);
    }

    @Test
    void dropsAndCountsWhatFindsNoRoom() {
        reopen(NEVER, 50 * MIB, MIB);
        store.fault = Fault.DENIED;
        PredictionSource source = Predictions.numeric(VERSION, 100);

        int offered = 0;
        while (writer.counts().dropped() == 0) {
            offer(Predictions.block(source, NOON, 10, offered));
            offered += 10;
            assertThat(writer.memoryUsed()).isLessThanOrEqualTo(MIB);
        }
        store.fault = Fault.NONE;
        writer.close();

        assertThat(writer.counts().dropped()).isBetween(10L, offered - 10L);
        assertThat(logged()).hasSize((int) (offered - writer.counts().dropped()));
    }

    @Test
    void writesWhenHalfOfTheMemoryIsOneFile() {
        reopen(NEVER, 50 * MIB, MIB / 4);

        PredictionSource source = Predictions.numeric(VERSION, 20);
        for (int i = 0; writer.counts().objects() == 0; i++) {
            offer(Predictions.block(source, NOON, 100, i));
        }

        writer.close();
        assertThat(logged()).hasSize((int) writer.counts().rows());
    }

    @Test
    void refusesARequestThatIsLargerThanTheMemory() {
        reopen(NEVER, 50 * MIB, MIB);

        offer(Predictions.block(Predictions.numeric(VERSION, 2_000), NOON, 1_000, 8));
        offer(Predictions.block(Predictions.numeric(VERSION, 2_000), NOON, 1, 9));
        writer.close();

        assertThat(writer.counts().dropped()).isEqualTo(1_000);
        assertThat(writer.counts().rows()).isEqualTo(1);
    }

    @Test
    void keepsWhatCannotBeWrittenAndTriesAgain() {
        reopen(Duration.ofMillis(10), 50 * MIB, 8 * MIB);
        store.fault = Fault.UNAVAILABLE;
        List<UUID> ids = offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 10, 10));
        await().until(() -> writer.counts().errors() >= 3);
        assertThat(writer.counts().waiting()).isEqualTo(10);

        store.fault = Fault.NONE;

        await().until(() -> writer.counts().waiting() == 0);
        assertThat(logged()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(writer.counts().dropped()).isZero();
    }

    @Test
    void takesARefusalAfterALostAnswerForSuccess() {
        reopen(Duration.ofMillis(10), 50 * MIB, 8 * MIB);
        store.fault = Fault.LOST_ANSWER;

        List<UUID> ids = offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 10, 11));

        await().until(() -> writer.counts().rows() == 10);
        assertThat(logged()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(writer.counts().objects()).isEqualTo(1);
        assertThat(store.attempted).hasSize(1);
    }

    @Test
    void triesTheSameKeyAgainWhenALostRequestDidNotLand() {
        reopen(Duration.ofMillis(10), 50 * MIB, 8 * MIB);
        store.fault = Fault.LOST_REQUEST;
        offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 10, 12));
        await().until(() -> writer.counts().errors() >= 2);

        store.fault = Fault.NONE;

        await().until(() -> writer.counts().rows() == 10);
        assertThat(store.attempted).hasSize(1);
        assertThat(logged()).hasSize(10);
    }

    @Test
    void countsWhatItCouldNotWriteBeforeItsTimeWasUp() {
        farewell = Duration.ofMillis(500);
        reopen(NEVER, 50 * MIB, 8 * MIB);
        store.fault = Fault.UNAVAILABLE;
        offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 10, 13));

        writer.close();

        assertThat(writer.counts().dropped()).isEqualTo(10);
        assertThat(writer.counts().waiting()).isZero();
    }

    @Test
    void endsInTimeAlthoughTheStoreHangs() {
        farewell = Duration.ofMillis(500);
        reopen(NEVER, 50 * MIB, 8 * MIB);
        store.fault = Fault.HANGS;
        offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 10, 14));

        writer.close();
        store.release.countDown();

        assertThat(writer.counts().dropped()).isEqualTo(10);
    }

    @Test
    void takesNothingAfterTheEnd() {
        writer.close();

        offer(Predictions.block(Predictions.numeric(VERSION, 5), NOON, 10, 15));

        assertThat(writer.counts().dropped()).isEqualTo(10);
    }

    @Test
    void survivesARowThatCannotBeWritten() {
        reopen(Duration.ofMillis(10), 50 * MIB, 8 * MIB);
        PredictionBlock broken = Predictions.block(
                Predictions.source(VERSION, List.of("0", "1"), Predictions.feature("t", 0, Dtype.STRING)), NOON, 2, 16);
        broken.decided()[1] = 9;

        offer(broken);
        await().until(() -> writer.counts().dropped() == 2);
        List<UUID> ids = offer(Predictions.block(Predictions.numeric(LATER, 5), NOON, 10, 17));

        await().until(() -> writer.counts().rows() == 10);
        assertThat(logged()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(writer.memoryUsed()).isZero();
    }

    @Test
    void countsEveryRowOfManyThreadsThroughAnOutage() throws InterruptedException {
        reopen(Duration.ofMillis(5), 50 * MIB, MIB);
        AtomicInteger offered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int seed = t;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 400; i++) {
                    store.fault = i / 100 % 2 == 1 ? Fault.LOST_ANSWER : Fault.NONE;
                    offer(Predictions.block(Predictions.numeric(VERSION, 50), NOON.plusMillis(i), 5, 1_000 * seed + i));
                    offered.addAndGet(5);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        store.fault = Fault.NONE;
        writer.close();

        assertThat(writer.counts().rows() + writer.counts().dropped()).isEqualTo(offered.get());
        assertThat(logged()).hasSize((int) writer.counts().rows());
    }

    private List<UUID> offer(PredictionBlock block) {
        writer.offer(block.rows(), block.bytes(), () -> block);
        return Predictions.ids(block);
    }

    private Set<UUID> logged() {
        Set<UUID> ids = new HashSet<>();
        PredictionLog log = PredictionLog.in(store);
        log.days()
                .forEach(day ->
                        log.versions(day).forEach(version -> log.forEach(day, version, row -> ids.add(row.id()))));
        return ids;
    }

    private void reopen(Duration interval, long flushBytes, long memory) {
        writer.close();
        writer = writer(interval, flushBytes, memory);
    }

    private PredictionLogWriter writer(Duration interval, long flushBytes, long memory) {
        Duration pause = Duration.ofMillis(2);
        LogSettings settings = new LogSettings(interval, flushBytes, memory, pause, pause.multipliedBy(4), farewell);
        return new PredictionLogWriter(store, settings, "test");
    }

    private enum Fault {
        NONE,
        DENIED,
        UNAVAILABLE,
        LOST_REQUEST,
        LOST_ANSWER,
        HANGS
    }

    private static final class FallibleStore extends InMemoryObjectStore {
        private final Set<String> attempted = java.util.concurrent.ConcurrentHashMap.newKeySet();
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile Fault fault = Fault.NONE;

        @Override
        public WriteOutcome create(String key, byte[] bytes) {
            attempted.add(key);
            byte[] copy = Arrays.copyOf(bytes, bytes.length);
            return switch (fault) {
                case NONE -> super.create(key, copy);
                case DENIED, UNAVAILABLE -> throw new StoreUnavailable("The store is away");
                case LOST_REQUEST -> new WriteOutcome.Unknown(new IOException("reset"));
                case LOST_ANSWER ->
                    super.create(key, copy) instanceof WriteOutcome.Refused refused
                            ? refused
                            : new WriteOutcome.Unknown(new IOException("reset"));
                case HANGS -> {
                    awaitRelease();
                    throw new StoreUnavailable("The store hung");
                }
            };
        }

        private void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
