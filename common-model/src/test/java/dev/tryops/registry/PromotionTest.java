package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.REFERENCE_POINTER;
import static dev.tryops.registry.RegistryUnderTest.bytes;
import static dev.tryops.registry.RegistryUnderTest.objections;
import static dev.tryops.registry.RegistryUnderTest.promoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The compare-and-swap, alone and in a race. */
class PromotionTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final ModelVersion V3 = TestBundles.version(3);
    private static final EnvironmentName PRODUCTION = RegistryUnderTest.PRODUCTION;
    private static final EnvironmentName STAGING = new EnvironmentName("staging");
    private static final Justification WHY = RegistryUnderTest.WHY;

    private final RegistryUnderTest on = new RegistryUnderTest();

    @Test
    void theFirstPromotionIsRevisionOne() {
        on.registry.publish(TestBundles.bundle(V1));

        ServingPointer pointer = promoted(on.promote(V1));

        assertThat(pointer.revision()).isEqualTo(1);
        assertThat(pointer.previousVersion()).isNull();
        assertThat(pointer.modelPath()).endsWith("models/" + V1 + ".onnx");
        assertThat(on.inForce(PRODUCTION).pointer()).isEqualTo(pointer);
    }

    @Test
    void theOutgoingPointerIsKeptByteForByteAndChained() {
        on.publish(V1, V2);
        on.promote(V1);
        byte[] outgoing = on.inForce(PRODUCTION).bytes();

        ServingPointer second = promoted(on.promote(V2));

        assertThat(on.store
                        .read("serving/history/production_0000000001.json")
                        .orElseThrow()
                        .bytes())
                .isEqualTo(outgoing);
        assertThat(second.previousPointerSha256()).isEqualTo(Sha256.hex(outgoing));
    }

    @Test
    void anUnpublishedVersionIsRejected() {
        assertThat(objections(on.promote(V1))).containsExactly("manifest_missing");
        assertThat(on.registry.serving(PRODUCTION)).isInstanceOf(PointerState.Absent.class);
    }

    @Test
    void aVersionMarkedForDeletionIsRejected() {
        on.publish(V1);
        on.store.create("retired/" + V1 + ".json", bytes("{}"));

        assertThat(objections(on.promote(V1))).containsExactly("retired");
    }

    @Test
    void aDecisionTakenOnAnOldPointerLosesTheRaceAndLearnsTheWinner() {
        on.publish(V1, V2, V3);
        on.promote(V1);
        PointerState stale = on.registry.serving(PRODUCTION);
        on.promote(V2);

        PromotionResult late = on.registry.promote(PRODUCTION, V3, stale, WHY);

        assertThat(late).isInstanceOfSatisfying(PromotionResult.LostRace.class, lost -> {
            assertThat(lost.winner().pointer().modelVersion()).isEqualTo(V2);
            assertThat(lost.winner().pointer().revision()).isEqualTo(2);
        });
        assertThat(on.inForce(PRODUCTION).pointer().modelVersion()).isEqualTo(V2);
    }

    @Test
    void aDecisionThatWasOvertakenTwiceIsALostRaceAndNoReplay() {
        on.publish(V1, V2, V3);
        on.promote(V1);
        PointerState stale = on.registry.serving(PRODUCTION);
        on.promote(V2);
        on.promote(V2); // now the history reaches beyond what the decision was taken on

        PromotionResult late = on.registry.promote(PRODUCTION, V3, stale, WHY);

        assertThat(late)
                .isInstanceOfSatisfying(
                        PromotionResult.LostRace.class,
                        lost -> assertThat(lost.winner().pointer().revision()).isEqualTo(3));
    }

    @Test
    void twoFirstPromotionsAreARaceToo() {
        on.publish(V1, V2);
        PointerState nothing = on.registry.serving(PRODUCTION);
        on.promote(V1);

        assertThat(on.registry.promote(PRODUCTION, V2, nothing, WHY)).isInstanceOf(PromotionResult.LostRace.class);
    }

    @Test
    void promotionToOneEnvironmentNeverTouchesAnother() {
        on.publish(V1, V2);
        on.promote(V1);
        on.registry.promote(STAGING, V2, on.registry.serving(STAGING), WHY);

        assertThat(on.inForce(PRODUCTION).pointer().modelVersion()).isEqualTo(V1);
        assertThat(on.inForce(STAGING).pointer().revision()).isEqualTo(1);
    }

    @Test
    void racingPromotersWithRetryLoseNothing() throws Exception {
        int promoters = 8;
        int each = 25;
        on.publish(V1);
        List<Callable<Integer>> work = IntStream.range(0, promoters)
                .<Callable<Integer>>mapToObj(i -> () -> on.promoteWithRetry(each))
                .toList();

        try (var threads = Executors.newFixedThreadPool(promoters)) {
            for (Future<Integer> done : threads.invokeAll(work)) {
                assertThat(done.get()).isEqualTo(each);
            }
        }

        on.assertUnbrokenChain(promoters * each);
    }

    @Test
    void promotionOverACorruptPointerIsRejectedAndLeavesIt() {
        on.publish(V1);
        on.store.create("serving/production.json", bytes("{ not json"));

        assertThat(objections(on.promote(V1))).containsExactly("pointer_corrupt");
        assertThat(objections(on.registry.rollback(PRODUCTION, on.registry.serving(PRODUCTION), WHY)))
                .containsExactly("pointer_corrupt");
        assertThat(on.store.read("serving/production.json").orElseThrow().bytes())
                .isEqualTo(bytes("{ not json"));
    }

    @Test
    void aDeletedPointerIsCorruptNotAFreshStart() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        on.store.delete("serving/production.json");

        assertThat(objections(on.promote(V1))).containsExactly("pointer_corrupt");
    }

    @Test
    void anotherPointerInHistoryAtOurRevisionIsAFork() {
        on.publish(V1, V2);
        on.promote(V1);
        on.store.create("serving/history/production_0000000001.json", bytes("{}"));

        assertThat(objections(on.promote(V2))).containsExactly("history_forked");
        assertThat(on.inForce(PRODUCTION).pointer().modelVersion()).isEqualTo(V1);
    }

    @Test
    void aPointerOfTheReferenceIsSucceededByRevisionOne() {
        on.publish(V1);
        on.store.create("serving/production.json", bytes(REFERENCE_POINTER));

        ServingPointer pointer = promoted(on.promote(V1));

        assertThat(pointer.revision()).isEqualTo(1);
        assertThat(pointer.rollbackPath())
                .extracting(ModelVersion::value)
                .containsExactly("v20260208_160016_2b35ca", "v20260207_020001_aaaaaa");
        assertThat(on.registry.history(PRODUCTION, 10))
                .extracting(HistoryEntry::revision)
                .containsExactly(1L, 0L);
    }
}
