package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.PRODUCTION;
import static dev.tryops.registry.RegistryUnderTest.WHY;
import static dev.tryops.registry.RegistryUnderTest.bytes;
import static dev.tryops.registry.RegistryUnderTest.objections;
import static dev.tryops.registry.RegistryUnderTest.promoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PointerRepairTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final ModelVersion V3 = TestBundles.version(3);
    private static final String POINTER = "serving/production.json";
    private static final byte[] DAMAGE = bytes("{\"model_ver");

    private final RegistryUnderTest on = new RegistryUnderTest();

    @BeforeEach
    void threeVersionsServedOneAfterTheOther() {
        on.publish(V1, V2, V3);
        on.promote(V1);
        on.promote(V2);
        on.promote(V3);
    }

    @Test
    void rebuildsAPointerThatCannotBeParsedFromTheNewestSoundEntry() {
        overwrite(POINTER, DAMAGE);

        ServingPointer repaired = promoted(repair());

        assertThat(repaired.modelVersion()).isEqualTo(V2);
        assertThat(repaired.rollbackPath()).containsExactly(V1);
        assertThat(repaired.promotedBy()).isEqualTo("someone");
        assertThat(repaired.promotionReason()).isEqualTo("because (repaired from revision 2 after pointer_corrupt)");
        assertThat(on.judge(on.inForce(PRODUCTION))).isEmpty();
    }

    @Test
    void continuesAboveTheLostRevisionAndKeepsTheDamagedBytesInTheChain() {
        overwrite(POINTER, DAMAGE);

        ServingPointer repaired = promoted(repair());

        // Readers may have accepted revision 3 before it was damaged.
        assertThat(repaired.revision()).isEqualTo(4);
        assertThat(stored("serving/history/production_0000000003.json")).isEqualTo(DAMAGE);
        assertThat(repaired.previousPointerSha256()).isEqualTo(Sha256.hex(DAMAGE));
    }

    @Test
    void aRepairedPointerIsOnHoldBecauseTheLostOneMayHaveBeenARollback() {
        overwrite(POINTER, DAMAGE);

        assertThat(promoted(repair()).hold()).isTrue();
        assertThat(promoted(on.unhold()).hold()).isFalse();
    }

    @Test
    void rebuildsAPointerThatIsGone() {
        byte[] newest = stored("serving/history/production_0000000002.json");
        on.store.delete(POINTER);

        ServingPointer repaired = promoted(repair());

        assertThat(repaired.modelVersion()).isEqualTo(V2);
        assertThat(repaired.revision()).isEqualTo(4);
        assertThat(repaired.previousPointerSha256()).isEqualTo(Sha256.hex(newest));
        assertThat(promoted(on.promote(V3)).revision()).isEqualTo(5);
    }

    @Test
    void endsAForkAboveTheHighestRevision() {
        overwrite("serving/history/production_0000000003.json", bytes("another revision 3"));

        assertThat(objections(on.promote(V1))).containsExactly("history_forked");
        ServingPointer repaired = promoted(repair());

        assertThat(repaired.revision()).isEqualTo(5);
        assertThat(repaired.promotionReason()).contains("history_forked");
        assertThat(promoted(on.promote(V1)).revision()).isEqualTo(6);
    }

    @Test
    void replacesAReplayedPointer() {
        overwrite(POINTER, stored("serving/history/production_0000000001.json"));

        assertThat(promoted(repair()).revision()).isEqualTo(4);
        assertThat(on.judge(on.inForce(PRODUCTION))).isEmpty();
    }

    @Test
    void replacesAPointerCopiedFromAnotherEnvironment() {
        EnvironmentName staging = new EnvironmentName("staging");
        on.registry.promote(staging, V1, on.registry.serving(staging), WHY);
        overwrite(POINTER, stored("serving/staging.json"));

        ServingPointer repaired = promoted(repair());

        assertThat(repaired.environment()).isEqualTo(PRODUCTION);
        assertThat(repaired.modelVersion()).isEqualTo(V2);
    }

    @Test
    void passesOverEntriesThatAreEditedOrWhoseBundleIsDamaged() {
        on.promote(V2); // history: V1, V2, V3
        overwrite(POINTER, DAMAGE);
        overwrite("models/" + V3 + ".onnx", bytes("damaged"));
        overwrite(
                "serving/history/production_0000000002.json",
                bytes(new String(
                                stored("serving/history/production_0000000002.json"),
                                java.nio.charset.StandardCharsets.UTF_8)
                        .replace("because", "forged")));

        assertThat(promoted(repair()).modelVersion()).isEqualTo(V1);
    }

    @Test
    void servesTheVersionThatAPersonNames() {
        overwrite(POINTER, DAMAGE);

        ServingPointer repaired = promoted(repair(Optional.of(V3)));

        assertThat(repaired.modelVersion()).isEqualTo(V3);
        assertThat(repaired.rollbackPath()).containsExactly(V2, V1);
    }

    @Test
    void withoutHistoryAPersonHasToNameTheVersion() {
        on.store.keysUnder("serving/history/", null, 10).forEach(on.store::delete);
        overwrite(POINTER, DAMAGE);

        assertThat(objections(repair())).containsExactly(Objection.NOTHING_TO_REPAIR_FROM);
        assertThat(promoted(repair(Optional.of(V3))).revision()).isEqualTo(2);
    }

    @Test
    void leavesASoundPointerAlone() {
        assertThat(objections(repair())).containsExactly(Objection.NOTHING_TO_REPAIR);
        assertThat(on.inForce(PRODUCTION).pointer().revision()).isEqualTo(3);
    }

    @Test
    void aRepairThatDiedHalfwayIsFinishedByTheNext() {
        overwrite(POINTER, DAMAGE);
        on.store.create("serving/history/production_0000000003.json", DAMAGE);

        assertThat(promoted(repair()).revision()).isEqualTo(4);
    }

    @Test
    void ofEightRepairsAtOnceOneIsMadeAndTheOthersNameIt() throws Exception {
        overwrite(POINTER, DAMAGE);
        PointerState damaged = on.registry.serving(PRODUCTION);
        List<Callable<PromotionResult>> repairs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            repairs.add(() -> on.registry.repair(PRODUCTION, damaged, Optional.empty(), WHY));
        }

        List<PromotionResult> results = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var repaired : threads.invokeAll(repairs)) {
                results.add(repaired.get());
            }
        }

        assertThat(results)
                .filteredOn(PromotionResult.Promoted.class::isInstance)
                .hasSize(1);
        assertThat(results)
                .filteredOn(PromotionResult.LostRace.class::isInstance)
                .hasSize(7);
    }

    private PromotionResult repair() {
        return repair(Optional.empty());
    }

    private PromotionResult repair(Optional<ModelVersion> version) {
        return on.registry.repair(PRODUCTION, on.registry.serving(PRODUCTION), version, WHY);
    }

    private byte[] stored(String key) {
        return on.store.read(key).orElseThrow().bytes();
    }

    private void overwrite(String key, byte[] bytes) {
        on.store.delete(key);
        on.store.create(key, bytes);
    }
}
