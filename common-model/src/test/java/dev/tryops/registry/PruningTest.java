package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.PRODUCTION;
import static dev.tryops.registry.RegistryUnderTest.WHY;
import static dev.tryops.registry.RegistryUnderTest.bytes;
import static dev.tryops.registry.RegistryUnderTest.objections;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.ManualClock;
import dev.tryops.model.ModelVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PruningTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Pruning.Rules KEEP_ONE = new Pruning.Rules(1, 10, DAY);

    private final SlowMarks store = new SlowMarks();
    private final ManualClock clock = new ManualClock(TestBundles.CREATED.plus(Duration.ofDays(2)));
    private final ModelRegistry registry = new ModelRegistry(store, clock);

    @Test
    void marksFirstAndDeletesAfterTheGrace() {
        publish(5);
        promote(1);

        Pruning.Result.Pruned first = run(KEEP_ONE);
        clock.advance(DAY);
        Pruning.Result.Pruned second = run(KEEP_ONE);

        assertThat(first.marked()).containsExactly(v(2), v(3), v(4));
        assertThat(first.deleted()).isEmpty();
        assertThat(second.deleted()).containsExactly(v(2), v(3), v(4));
        assertThat(registry.versions()).containsExactly(v(1), v(5));
        assertThat(store.keysUnder("models/", null, 100))
                .containsExactly("models/" + v(1) + ".onnx", "models/" + v(5) + ".onnx");
    }

    @Test
    void waitsWhileTheGraceLasts() {
        publish(3);
        run(KEEP_ONE);
        clock.advance(DAY.minusSeconds(1));

        Pruning.Result.Pruned second = run(KEEP_ONE);

        assertThat(second.waiting()).containsExactly(v(1), v(2));
        assertThat(second.deleted()).isEmpty();
    }

    @Test
    void aPlanChangesNothing() {
        publish(3);
        List<String> before = store.keysUnder("", null, 100);

        Pruning.Result plan = registry.pruning().plan(KEEP_ONE);

        assertThat(((Pruning.Result.Pruned) plan).marked()).containsExactly(v(1), v(2));
        assertThat(store.keysUnder("", null, 100)).isEqualTo(before);
    }

    @Test
    void keepsWhatPointersPathsAndTheKeptHistoryOfAnyEnvironmentName() {
        publish(20);
        IntStream.rangeClosed(1, 15).forEach(this::promote);
        registry.rollback(PRODUCTION, registry.serving(PRODUCTION), WHY); // 15 is in the history only

        assertThat(run(KEEP_ONE).marked())
                .containsExactly(v(16), v(17), v(18), v(19)); // the path reaches from 13 down to 5, history further
    }

    @Test
    void forgetsWhatOnlyAnOldHistoryNames() {
        publish(40);
        IntStream.rangeClosed(1, 39).forEach(this::promote);

        // Kept history reaches back to 29, whose own path goes on to 19.
        assertThat(run(KEEP_ONE).marked())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 18)
                        .mapToObj(TestBundles::version)
                        .toList());
    }

    @Test
    void unmarksWhatIsNeededAgain() {
        publish(5);
        run(KEEP_ONE);
        clock.advance(DAY);

        Pruning.Result.Pruned second = run(new Pruning.Rules(3, 10, DAY));

        assertThat(second.unmarked()).containsExactly(v(3), v(4));
        assertThat(second.deleted()).containsExactly(v(1), v(2));
        assertThat(store.keysUnder("retired/", null, 10)).hasSize(2);
    }

    @Test
    void takesBackTheMarkOfAVersionThatWasPromotedMeanwhile() {
        publish(3);
        store.beforeMark = () -> {
            store.beforeMark = () -> {};
            promote(1); // v1 is about to be marked
        };

        Pruning.Result.Pruned run = run(KEEP_ONE);

        assertThat(run.marked()).containsExactly(v(2));
        assertThat(run.unmarked()).containsExactly(v(1));
        assertThat(store.read("retired/" + v(1) + ".json")).isEmpty();
    }

    @Test
    void doesNotDeleteWhatAPointerNamesAlthoughItIsMarked() {
        publish(3);
        promote(1);
        new RetiredMarkers(store).put(v(1), clock.instant(), "a run before the promotion landed");
        clock.advance(DAY);

        Pruning.Result.Pruned run = run(KEEP_ONE);

        assertThat(run.unmarked()).containsExactly(v(1));
        assertThat(registry.fetch(v(1))).isInstanceOf(FetchResult.Fetched.class);
    }

    @Test
    void aMarkedVersionCannotBePromotedUntilItIsRestored() {
        publish(2);
        run(KEEP_ONE);

        PromotionResult refused = registry.promote(PRODUCTION, v(1), registry.serving(PRODUCTION), WHY);

        assertThat(objections(refused)).containsExactly("retired");
        assertThat(registry.pruning().restore(v(1))).isEmpty();
        promote(1);
    }

    @Test
    void whatIsDeletedCannotBeRestored() {
        publish(2);
        run(KEEP_ONE);
        clock.advance(DAY);
        run(KEEP_ONE);

        assertThat(registry.pruning().restore(v(1))).extracting(Objection::code).containsExactly("retired");
        assertThat(registry.pruning().restore(v(2))).extracting(Objection::code).containsExactly(Objection.NOT_RETIRED);
    }

    @Test
    void refusesWhileAPointerCannotBeRead() {
        publish(3);
        promote(1);
        store.delete("serving/production.json");
        store.create("serving/production.json", bytes("{"));

        Pruning.Result result = registry.pruning().run(KEEP_ONE, "someone");

        assertThat(((Pruning.Result.Rejected) result).objections())
                .extracting(Objection::code)
                .containsExactly("pointer_corrupt");
        assertThat(store.keysUnder("retired/", null, 10)).isEmpty();
    }

    @Test
    void removesOrphansThatAreOlderThanTheGraceButNotThoseOfAPublicationUnderWay() {
        publish(2);
        ModelVersion young = new ModelVersion("v20260210_150000_aaaaaa");
        ModelVersion old = new ModelVersion("v20260208_150000_aaaaaa");
        store.create("models/" + young + ".onnx", bytes("x"));
        store.create("models/" + old + ".onnx", bytes("x"));
        store.create("baselines/" + old + "_baseline.json", bytes("x"));
        store.create("models/latest.onnx", bytes("somebody else's"));

        assertThat(run(KEEP_ONE).orphans())
                .containsExactly("baselines/" + old + "_baseline.json", "models/" + old + ".onnx");
        assertThat(store.read("models/" + young + ".onnx")).isPresent();
        assertThat(store.read("models/latest.onnx")).isPresent();
    }

    @Test
    void leavesBundlesOfTheReferenceSystemAlone() {
        store.create("models/" + v(1) + ".onnx", bytes("x"));
        store.create("metadata/" + v(1) + ".json", bytes("{\"model_version\": \"" + v(1) + "\"}"));

        assertThat(run(KEEP_ONE).orphans()).isEmpty();
    }

    @Test
    void finishesADeletionThatDiedAfterItTookTheVersion() {
        publish(2);
        run(KEEP_ONE);
        RetiredMarkers markers = new RetiredMarkers(store);
        markers.claim(markers.read(v(1)).orElseThrow(), clock.instant());

        assertThat(run(KEEP_ONE).deleted()).containsExactly(v(1));
        assertThat(registry.versions()).containsExactly(v(2));
    }

    @Test
    void verifyTellsWhenAVersionOfTheHistoryWasPruned() {
        publish(40);
        IntStream.rangeClosed(1, 39).forEach(this::promote);
        run(KEEP_ONE);
        clock.advance(DAY);
        run(KEEP_ONE);

        StoreAudit.Report report = registry.audit().all();

        assertThat(report.faults()).isEmpty();
        assertThat(report.pruned()).hasSize(18).contains(new StoreAudit.PrunedVersion(v(1), clock.instant()));
    }

    @Test
    void eitherARestoreOrADeletionHappensNeverBoth() throws Exception {
        publish(41);
        run(KEEP_ONE);
        clock.advance(DAY);
        List<Callable<Boolean>> both = new ArrayList<>();
        AtomicReference<Pruning.Result.Pruned> pruned = new AtomicReference<>();
        both.add(() -> {
            pruned.set(run(KEEP_ONE));
            return true;
        });
        List<ModelVersion> restored = new ArrayList<>();
        both.add(() -> {
            for (int i = 40; i >= 1; i--) {
                if (registry.pruning().restore(v(i)).isEmpty()) {
                    restored.add(v(i));
                }
            }
            return true;
        });

        inParallel(both);

        restored.forEach(version -> assertThat(registry.fetch(version)).isInstanceOf(FetchResult.Fetched.class));
        assertThat(Collections.disjoint(pruned.get().deleted(), restored)).isTrue();
    }

    /** The lock says only what the grace promises: no promotion is under way from a mark to its deletion. */
    @Test
    void nothingThatAPointerAPathOrTheKeptHistoryNamesIsEverRemovedBesidePromotions() throws Exception {
        publish(60);
        store.beforeMark = () -> LockSupport.parkNanos(200_000); // time for a promotion that saw no mark
        AtomicBoolean done = new AtomicBoolean();
        ReentrantReadWriteLock grace = new ReentrantReadWriteLock(true);
        List<Callable<Boolean>> crowd = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            crowd.add(() -> {
                while (!done.get()) {
                    grace.readLock().lock();
                    try {
                        PointerState now = registry.serving(PRODUCTION);
                        if (random.nextInt(4) == 0) {
                            registry.rollback(PRODUCTION, now, WHY);
                        } else {
                            registry.promote(PRODUCTION, v(1 + random.nextInt(60)), now, WHY);
                        }
                    } finally {
                        grace.readLock().unlock();
                    }
                }
                return true;
            });
        }
        crowd.add(() -> {
            try {
                for (int round = 0; round < 40; round++) {
                    run(new Pruning.Rules(5, 10, DAY));
                    grace.writeLock().lock();
                    try {
                        assertEverythingReferredToIsThere();
                        clock.advance(DAY);
                    } finally {
                        grace.writeLock().unlock();
                    }
                }
            } finally {
                done.set(true);
            }
            return true;
        });

        inParallel(crowd);

        assertEverythingReferredToIsThere();
        assertThat(registry.versions().count()).isBetween(5L, 59L);
    }

    private void assertEverythingReferredToIsThere() {
        References references = References.read(registry, 10);
        assertThat(references.unknown()).isEmpty();
        for (ModelVersion version : references.versions()) {
            assertThat(registry.fetch(version)).as("%s", version).isInstanceOf(FetchResult.Fetched.class);
        }
    }

    @Test
    void refusesRulesThatCannotBeSafe() {
        assertThatThrownBy(() -> new Pruning.Rules(0, 10, DAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pruning.Rules(1, 9, DAY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pruning.Rules(1, 10, Duration.ofMinutes(9)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void inParallel(List<Callable<Boolean>> tasks) throws Exception {
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            for (var task : threads.invokeAll(tasks, 60, java.util.concurrent.TimeUnit.SECONDS)) {
                assertThat(task.get()).isTrue();
            }
        }
    }

    private Pruning.Result.Pruned run(Pruning.Rules rules) {
        return (Pruning.Result.Pruned) registry.pruning().run(rules, "someone");
    }

    private void publish(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> registry.publish(TestBundles.bundle(v(i))));
    }

    private void promote(int number) {
        PromotionResult result = registry.promote(PRODUCTION, v(number), registry.serving(PRODUCTION), WHY);
        assertThat(result).isInstanceOf(PromotionResult.Promoted.class);
    }

    private static ModelVersion v(int number) {
        return TestBundles.version(number);
    }

    /** Something may happen between the decision to mark a version and the mark. */
    private static final class SlowMarks extends InMemoryObjectStore {
        private volatile Runnable beforeMark = () -> {};

        @Override
        public WriteOutcome create(String key, byte[] bytes) {
            if (key.startsWith("retired/")) {
                beforeMark.run();
            }
            return super.create(key, bytes);
        }
    }
}
