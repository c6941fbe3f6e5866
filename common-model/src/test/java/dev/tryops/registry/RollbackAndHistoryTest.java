package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.objections;
import static dev.tryops.registry.RegistryUnderTest.promoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RollbackAndHistoryTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final ModelVersion V3 = TestBundles.version(3);
    private static final EnvironmentName PRODUCTION = RegistryUnderTest.PRODUCTION;

    private final RegistryUnderTest on = new RegistryUnderTest();

    @Test
    void rollsBackStepByStepAndThenRefuses() {
        on.publish(V1, V2, V3);
        on.promote(V1);
        on.promote(V2);
        on.promote(V3);

        assertThat(promoted(on.rollback()).modelVersion()).isEqualTo(V2);
        assertThat(promoted(on.rollback()).modelVersion()).isEqualTo(V1);
        assertThat(objections(on.rollback())).containsExactly(Objection.NOTHING_TO_ROLL_BACK);
    }

    @Test
    void rollbackToAVersionThatIsGoneIsRejected() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        on.store.delete("manifests/" + V1 + ".json");

        assertThat(objections(on.rollback())).containsExactly("manifest_missing");
        assertThat(on.inForce(PRODUCTION).pointer().modelVersion()).isEqualTo(V2);
    }

    @Test
    void unholdNeedsAHold() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);

        assertThat(objections(on.unhold())).containsExactly(Objection.NOT_ON_HOLD);
        on.rollback();
        assertThat(promoted(on.unhold()).hold()).isFalse();
    }

    @Test
    void whereNothingServesThereIsNothingToRollBack() {
        assertThat(objections(on.rollback())).containsExactly(Objection.NOTHING_SERVES);
        assertThat(objections(on.unhold())).containsExactly(Objection.NOTHING_SERVES);
    }

    @Test
    void historyIsNewestFirstAndShowsASnapshotOfThePointerInForceOnce() {
        on.publish(V1, V2, V3);
        on.promote(V1);
        on.promote(V2);
        on.promote(V3);
        byte[] current = on.inForce(PRODUCTION).bytes();
        on.store.create("serving/history/production_0000000003.json", current); // what a crash leaves

        assertThat(on.registry.history(PRODUCTION, 10))
                .extracting(HistoryEntry::revision)
                .containsExactly(3L, 2L, 1L);
        assertThat(on.registry.history(PRODUCTION, 2))
                .extracting(HistoryEntry::revision)
                .containsExactly(3L, 2L);
    }

    @Test
    void aLostSnapshotIsShownAsAGap() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        on.store.delete("serving/history/production_0000000001.json");

        assertThat(on.registry.history(PRODUCTION, 10)).element(1).isEqualTo(new HistoryEntry.Unreadable(1, "missing"));
    }

    @Test
    void aLongHistoryIsReadSeveralRevisionsAtOnceAndShownInOrder() {
        CyclicBarrier fourReaders = new CyclicBarrier(4);
        InMemoryObjectStore store = new InMemoryObjectStore() {
            @Override
            public Optional<Stored> read(String key) {
                if (key.startsWith("serving/history/")) {
                    meet(fourReaders);
                }
                return super.read(key);
            }
        };
        ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());
        registry.publish(TestBundles.bundle(V1));
        for (int i = 0; i < 13; i++) {
            registry.promote(PRODUCTION, V1, registry.serving(PRODUCTION), RegistryUnderTest.WHY);
        }

        assertThat(registry.history(PRODUCTION, 13))
                .extracting(HistoryEntry::revision)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 13).boxed().toList().reversed());
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("One read waited for the end of another", e);
        }
    }
}
