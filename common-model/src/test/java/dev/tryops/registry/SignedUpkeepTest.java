package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.PRODUCTION;
import static dev.tryops.registry.RegistryUnderTest.WHY;
import static dev.tryops.registry.RegistryUnderTest.promoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Audit, repair and prune where signatures are required. */
class SignedUpkeepTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final String POINTER = "serving/production.json";

    private final TestKey key = TestKey.generate();
    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final ModelRegistry registry = registry(Clock.systemUTC());

    @BeforeEach
    void threeSignedRevisionsOfTwoVersions() {
        registry.publish(TestBundles.bundle(V1));
        registry.publish(TestBundles.bundle(V2));
        promote(V1);
        promote(V2);
        promote(V1);
    }

    @Test
    void theAuditAcceptsWhatIsSignedAndNamesAHistoryEntryWhoseSignatureIsGone() {
        assertThat(registry.audit().all().sound()).isTrue();
        String old = "serving/history/production_0000000001.json";
        deleteSignaturesOf(old);

        assertThat(registry.audit().all().faults())
                .extracting(StoreAudit.Fault::reason, StoreAudit.Fault::key)
                .containsExactly(tuple(Reason.SIGNATURE_MISSING, old));
    }

    @Test
    void theAuditNamesABundleWhoseSignatureIsGone() {
        deleteSignaturesOf(Layout.manifest(V2));

        assertThat(registry.audit().of(V2).faults())
                .extracting(StoreAudit.Fault::reason, StoreAudit.Fault::key)
                .containsExactly(tuple(Reason.SIGNATURE_MISSING, Layout.manifest(V2)));
    }

    @Test
    void aRepairOfAForgedPointerIsSignedAndPassesOverUnsignedEntries() {
        deleteSignaturesOf("serving/history/production_0000000002.json");
        forge();

        ServingPointer repaired =
                promoted(registry.repair(PRODUCTION, registry.serving(PRODUCTION), Optional.empty(), WHY));

        assertThat(repaired.modelVersion()).isEqualTo(V1);
        assertThat(registry.refusalOf(
                        (PointerState.InForce) registry.serving(PRODUCTION), PRODUCTION, Optional.empty()))
                .isEmpty();
    }

    @Test
    void aForgedPointerThatWasRepairedIsNotedAndNoFault() {
        forge();
        registry.repair(PRODUCTION, registry.serving(PRODUCTION), Optional.empty(), WHY);

        StoreAudit.Report report = registry.audit().all();

        assertThat(report.faults()).isEmpty();
        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains("production_0000000003.json", "signature_missing");
    }

    @Test
    void pruneRemovesTheSignaturesOfWhatItDeletes() {
        ModelVersion unused = TestBundles.version(0);
        registry.publish(TestBundles.bundle(unused));
        String digest = digest(Layout.manifest(unused));
        Pruning.Rules rules = new Pruning.Rules(1, 10, Duration.ofDays(1));

        registry.pruning().run(rules, "someone");
        registry(Clock.offset(Clock.systemUTC(), Duration.ofDays(2))).pruning().run(rules, "someone");

        assertThat(registry.isPublished(unused)).isFalse();
        assertThat(store.keysUnder(Layout.signaturesOf(digest), null, 10)).isEmpty();
        assertThat(registry.audit().all().sound()).isTrue();
    }

    private ModelRegistry registry(Clock clock) {
        return new ModelRegistry(
                store,
                clock,
                new SignaturePolicy(
                        SignaturePolicy.Mode.REQUIRED,
                        List.of(new TrustedKey<>(key.publicKey(), null)),
                        List.of(new TrustedKey<>(key.publicKey(), null)),
                        key.signer()));
    }

    private void promote(ModelVersion version) {
        promoted(registry.promote(PRODUCTION, version, registry.serving(PRODUCTION), WHY));
    }

    private void forge() {
        String text = new String(store.read(POINTER).orElseThrow().bytes(), StandardCharsets.UTF_8);
        store.delete(POINTER);
        store.create(POINTER, RegistryUnderTest.bytes(text.replace("because", "forged")));
    }

    private String digest(String key) {
        return Sha256.hex(store.read(key).orElseThrow().bytes());
    }

    private void deleteSignaturesOf(String key) {
        List<String> signatures = store.keysUnder(Layout.signaturesOf(digest(key)), null, 10);
        assertThat(signatures).isNotEmpty();
        signatures.forEach(store::delete);
    }
}
