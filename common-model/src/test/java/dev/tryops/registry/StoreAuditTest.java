package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.PRODUCTION;
import static dev.tryops.registry.RegistryUnderTest.WHY;
import static dev.tryops.registry.RegistryUnderTest.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreAuditTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final EnvironmentName STAGING = new EnvironmentName("staging");
    private static final String POINTER = "serving/production.json";

    private final RegistryUnderTest on = new RegistryUnderTest();

    @BeforeEach
    void fiveRevisionsOfTwoVersions() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        on.promote(V1);
        on.promote(V2);
        on.promote(V1);
        on.registry.promote(STAGING, V2, on.registry.serving(STAGING), WHY);
    }

    @Test
    void findsNothingInASoundStore() {
        StoreAudit.Report report = on.registry.audit().all();

        assertThat(report.sound()).isTrue();
        assertThat(report.faults()).isEmpty();
        assertThat(report.bundles()).isEqualTo(2);
        assertThat(report.revisions()).isEqualTo(6);
    }

    @Test
    void namesAnOldHistoryEntryThatWasEdited() {
        edit("serving/history/production_0000000002.json", "because", "forged");

        assertFaults(tuple(Reason.DIGEST_MISMATCH, "serving/history/production_0000000002.json"));
    }

    @Test
    void namesAHistoryEntryThatIsGone() {
        on.store.delete("serving/history/production_0000000002.json");

        assertFaults(tuple(Reason.POINTER_CORRUPT, "serving/history/production_0000000002.json"));
    }

    @Test
    void namesTheFirstHistoryEntryWhenItIsGone() {
        on.store.delete("serving/history/production_0000000001.json");

        assertFaults(tuple(Reason.POINTER_CORRUPT, "serving/history/production_0000000001.json"));
    }

    @Test
    void namesAHistoryEntryThatIsNoPointer() {
        overwrite("serving/history/production_0000000002.json", bytes("{"));

        assertFaults(tuple(Reason.POINTER_CORRUPT, "serving/history/production_0000000002.json"));
    }

    @Test
    void namesEveryObjectThatDiffersFromItsManifest() {
        overwrite("models/" + V2 + ".onnx", bytes("x"));
        overwrite("reports/" + V2 + ".html", bytes("x"));
        on.store.delete("baselines/" + V2 + "_baseline.json");

        StoreAudit.Report report = on.registry.audit().of(V2);

        assertThat(report.faults())
                .extracting(StoreAudit.Fault::reason, StoreAudit.Fault::key)
                .containsExactly(
                        tuple(Reason.DIGEST_MISMATCH, "models/" + V2 + ".onnx"),
                        tuple(Reason.DIGEST_MISMATCH, "baselines/" + V2 + "_baseline.json"),
                        tuple(Reason.DIGEST_MISMATCH, "reports/" + V2 + ".html"));
    }

    @Test
    void namesTheModelsFilesThatWereSwapped() {
        byte[] first = stored("models/" + V1 + ".onnx");
        overwrite("models/" + V1 + ".onnx", stored("models/" + V2 + ".onnx"));
        overwrite("models/" + V2 + ".onnx", first);

        assertThat(on.registry.audit().all().faults())
                .extracting(StoreAudit.Fault::key)
                .contains("models/" + V1 + ".onnx", "models/" + V2 + ".onnx");
    }

    @Test
    void namesAPlantedReport() {
        on.store.create("quarantine/" + V1 + ".csv", bytes("planted"));

        assertFaults(tuple(Reason.DIGEST_MISMATCH, "quarantine/" + V1 + ".csv"));
    }

    @Test
    void namesAPointerThatCannotBeRead() {
        overwrite(POINTER, bytes("{"));

        assertFaults(tuple(Reason.POINTER_CORRUPT, POINTER));
    }

    @Test
    void namesAPointerThatWasCopiedFromAnotherEnvironment() {
        overwrite(POINTER, stored("serving/staging.json"));

        assertThat(on.registry.audit().all().faults())
                .extracting(StoreAudit.Fault::reason, StoreAudit.Fault::key)
                .contains(tuple(Reason.WRONG_ENVIRONMENT, POINTER));
    }

    @Test
    void namesAPointerThatWasReplayed() {
        overwrite(POINTER, stored("serving/history/production_0000000002.json"));

        assertFaults(tuple(Reason.REVISION_REGRESSED, POINTER));
    }

    @Test
    void namesAVersionOfThePathThatIsMarkedForDeletion() {
        on.store.create("retired/" + V2 + ".json", bytes("{}"));

        assertThat(on.registry.audit().of(PRODUCTION).faults())
                .extracting(StoreAudit.Fault::reason, StoreAudit.Fault::key)
                .containsExactly(tuple(Reason.RETIRED, "retired/" + V2 + ".json"));
    }

    @Test
    void namesAVersionOfTheHistoryThatIsGoneWithoutAMark() {
        on.publish(TestBundles.version(3));
        on.promote(TestBundles.version(3));
        on.rollback();
        on.store.delete("manifests/" + TestBundles.version(3) + ".json");

        assertFaults(tuple(Reason.MANIFEST_MISSING, "manifests/" + TestBundles.version(3) + ".json"));
    }

    @Test
    void aRepairIsNotedAndNoFault() {
        overwrite(POINTER, bytes("{"));
        on.registry.repair(PRODUCTION, on.registry.serving(PRODUCTION), Optional.empty(), WHY);

        StoreAudit.Report report = on.registry.audit().all();

        assertThat(report.faults()).isEmpty();
        assertThat(report.notes()).singleElement().asString().contains("production_0000000005.json", "revision 6");
    }

    @Test
    void theRepairOfALostPointerIsNotedAndNoFault() {
        on.store.delete(POINTER);
        on.registry.repair(PRODUCTION, on.registry.serving(PRODUCTION), Optional.empty(), WHY);

        StoreAudit.Report report = on.registry.audit().all();

        assertThat(report.faults()).isEmpty();
        assertThat(report.notes()).containsExactly("Revision 5 was lost, and repaired by revision 6");
    }

    private void assertFaults(org.assertj.core.groups.Tuple... expected) {
        assertThat(on.registry.audit().all().faults())
                .extracting(StoreAudit.Fault::reason, StoreAudit.Fault::key)
                .containsExactly(expected);
    }

    private byte[] stored(String key) {
        return on.store.read(key).orElseThrow().bytes();
    }

    private void edit(String key, String from, String to) {
        overwrite(key, bytes(new String(stored(key), UTF_8).replace(from, to)));
    }

    private void overwrite(String key, byte[] bytes) {
        on.store.delete(key);
        on.store.create(key, bytes);
    }
}
