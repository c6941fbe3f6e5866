package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.cli.RestlessOperator;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.FetchResult;
import dev.tryops.registry.HistoryEntry;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.Pruning;
import dev.tryops.registry.Reason;
import dev.tryops.registry.ServingPointer;
import dev.tryops.registry.StoreAudit;
import dev.tryops.registry.TestBundles;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Operators in processes of their own who promote, roll back, restore, publish and prune, all at once, and who are killed
 * after a moment. Each generation lives one grace later than the last, by its clocks: all that prune asks of the world is
 * that no promotion and no publication takes longer than the grace.
 */
final class PruneRaces {

    private static final int HISTORY = 10;
    private static final Duration STEP = Pruning.SHORTEST_GRACE.plusMinutes(1);
    private static final Pruning.Rules RULES = new Pruning.Rules(1, HISTORY, Pruning.SHORTEST_GRACE);
    private static final List<String> GENERATION = List.of("promote", "promote", "prune", "prune");
    private static final int LONGEST_PAUSE_MILLIS = 1_000;
    private static final int CHECKPOINT = 4;
    private static final int LEAST = 4;
    private static final int VERSIONS = 12;
    private static final int KILLED = 128 + 9;

    private final Store store;
    private final Random random;

    PruneRaces(Store store, long seed) {
        this.store = store;
        this.random = new Random(seed);
    }

    void race(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        populate();
        long generation = 0;
        while (System.nanoTime() < end || generation < LEAST) {
            liveAndDie(++generation);
            assertThatWhatIsReferredToIsThere();
            if (generation % CHECKPOINT == 0) {
                assertThat(faults())
                        .as("generation %d", generation)
                        .allMatch(PruneRaces::isAMarkThatTheNextPruneTakesBack);
                prune(generation);
                assertThat(faults()).as("generation %d", generation).isEmpty();
            }
        }
        prune(generation + 1);
        prune(generation + 2);

        assertThatWhatIsReferredToIsThere();
        try (Program verify = Tryops.start(store, "verify", "--all")) {
            assertThat(verify.await(60)).as(verify.output()).isZero();
        }
        assertThat(pruned()).as("deleted versions, or nothing was proven").hasSizeGreaterThan(5);
        assertThat(store.pointer().revision())
                .as("revisions, or nothing was proven")
                .isGreaterThan(10);
        System.out.printf(
                "%s: %d generations, %d revisions, %d versions deleted, %d left%n",
                store.location(),
                generation,
                store.pointer().revision(),
                pruned().size(),
                store.versions().size());
        assertThat(modelsStored()).as("what the killed left").isEqualTo(Set.copyOf(store.versions()));
    }

    private void populate() {
        ModelRegistry registry = store.registry();
        for (int i = 0; i < VERSIONS; i++) {
            registry.publish(
                    TestBundles.bundle(ModelVersion.draw(Clock.systemUTC().instant(), random)));
        }
        store.promote(store.versions().getFirst());
    }

    private void liveAndDie(long generation) {
        List<Program> alive = new ArrayList<>();
        try {
            for (String work : GENERATION) {
                alive.add(start(work, generation));
            }
            for (Program one : alive) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> one.output().contains(RestlessOperator.READY) || !one.isAlive());
            }
            Collections.shuffle(alive, random);
            for (Program one : alive) {
                LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_MILLIS) * 1_000_000L);
                one.kill();
                assertThat(one.await(10)).as(one.output()).isEqualTo(KILLED);
            }
        } finally {
            alive.forEach(Program::close);
        }
    }

    private Program start(String work, long generation) {
        List<String> command = new ArrayList<>(Checkout.java("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(
                RestlessOperator.class.getName(),
                work,
                Long.toString(STEP.multipliedBy(generation).toMinutes()),
                Long.toString(random.nextLong())));
        Map<String, String> variables = new HashMap<>(store.variables());
        variables.put("MODEL_STORE", store.location());
        return Program.start(Checkout.ROOT, variables, command);
    }

    private void prune(long generation) {
        Clock clock = Clock.offset(Clock.systemUTC(), STEP.multipliedBy(generation));
        assertThat(new ModelRegistry(store.objects(), clock).pruning().run(RULES, "checkpoint"))
                .isInstanceOf(Pruning.Result.Pruned.class);
    }

    /** Whole, that is: every digest is checked. */
    private void assertThatWhatIsReferredToIsThere() {
        ModelRegistry registry = store.registry();
        Set<ModelVersion> referred = new TreeSet<>();
        for (EnvironmentName environment : registry.environments()) {
            assertThat(registry.serving(environment)).isInstanceOf(PointerState.InForce.class);
            for (HistoryEntry entry : registry.history(environment, HISTORY)) {
                ServingPointer pointer = ((HistoryEntry.Recorded) entry).pointer();
                referred.add(pointer.modelVersion());
                referred.addAll(pointer.rollbackPath());
            }
        }
        assertThat(referred)
                .allSatisfy(version -> assertThat(registry.fetch(version)).isInstanceOf(FetchResult.Fetched.class));
    }

    private List<StoreAudit.Fault> faults() {
        return store.registry().audit().all().faults();
    }

    /** A prune that died between its mark and its second look. */
    private static boolean isAMarkThatTheNextPruneTakesBack(StoreAudit.Fault fault) {
        return fault.reason() == Reason.RETIRED;
    }

    private List<ModelVersion> pruned() {
        ModelRegistry registry = store.registry();
        return store.objects()
                .allKeysUnder("retired/")
                .map(PruneRaces::versionIn)
                .filter(version -> !registry.isPublished(version))
                .toList();
    }

    private Set<ModelVersion> modelsStored() {
        return store.objects()
                .allKeysUnder("models/")
                .map(PruneRaces::versionIn)
                .collect(Collectors.toSet());
    }

    private static ModelVersion versionIn(String key) {
        return new ModelVersion(key.replaceFirst("^[a-z]+/", "").replaceFirst("\\.[a-z]+$", ""));
    }
}
