package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.PRODUCTION;
import static dev.tryops.registry.RegistryUnderTest.WHY;
import static dev.tryops.registry.RegistryUnderTest.bytes;
import static dev.tryops.registry.RegistryUnderTest.objections;
import static dev.tryops.registry.RegistryUnderTest.promoted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import dev.tryops.registry.SignaturePolicy.Mode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody can do who may write, and delete, anything in the store, but has no key. */
class ForgeriesTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final EnvironmentName STAGING = new EnvironmentName("staging");
    private static final String POINTER = SignedRegistry.POINTER;

    private final SignedRegistry on = new SignedRegistry();

    @Test
    void aPointerThatWasEditedIsNotSigned() {
        on.publish(V1, V2);
        on.promote(V1);
        on.store.edit(POINTER, text -> text.replace(V1.value(), V2.value()));

        assertThat(on.judge()).contains(Reason.SIGNATURE_MISSING);
    }

    @Test
    void nothingIsBuiltOnAPointerThatIsNotBelieved() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        on.store.edit(POINTER, text -> text.replace("because", "for nothing"));
        PointerState forged = on.registry.serving(PRODUCTION);
        List<String> keys = on.store.allKeysUnder("").toList();

        assertThat(objections(on.registry.promote(PRODUCTION, V1, forged, WHY))).containsExactly("signature_missing");
        assertThat(objections(on.registry.rollback(PRODUCTION, forged, WHY))).containsExactly("signature_missing");
        assertThat(on.store.allKeysUnder("")).containsExactlyElementsOf(keys);
    }

    @Test
    void theSignatureOfOtherBytesDoesNotCountUnderTheirName() {
        on.publish(V1);
        on.promote(V1);
        byte[] genuine = on.store.bytes(on.signatureOf(POINTER));
        on.store.edit(POINTER, text -> text.replace("because", "for nothing"));
        on.store.put(on.signatureOf(POINTER), genuine);
        assertThat(on.judge()).contains(Reason.SIGNATURE_INVALID);

        on.store.put(
                on.signatureOf(POINTER),
                bytes(new String(genuine, UTF_8).replaceAll("[0-9a-f]{64}", on.digest(POINTER))));

        assertThat(on.judge()).contains(Reason.SIGNATURE_INVALID);
    }

    @Test
    void theSignatureOfAnotherKeyDoesNotCount() {
        on.publish(V1);
        on.promote(V1);
        on.store.delete(on.signatureOf(POINTER));
        new SignatureWriter(
                        on.store,
                        new SignaturePolicy(Mode.OFF, List.of(), List.of(), on.other.signer()),
                        Clock.systemUTC())
                .signPointer(on.inForce().pointer(), on.store.bytes(POINTER));

        assertThat(on.judge()).contains(Reason.SIGNATURE_INVALID);
    }

    @Test
    void theSignatureOfABundleKeyDoesNotCountForAPromotion() {
        ModelRegistry operator = on.registry(SignedRegistry.policy(Mode.OFF, on.key, on.key, on.key));
        ModelRegistry reader = on.registry(SignedRegistry.policy(Mode.REQUIRED, on.key, on.other, null));
        operator.publish(TestBundles.bundle(V1));
        operator.promote(PRODUCTION, V1, operator.serving(PRODUCTION), WHY);

        assertThat(reader.fetch(V1)).isInstanceOf(FetchResult.Fetched.class);
        assertThat(on.judge(reader)).contains(Reason.SIGNATURE_INVALID);
    }

    @Test
    void theSignatureOfABundleDoesNotCountForAPromotionEvenByAKeyTrustedForBoth() {
        on.publish(V1);
        on.promote(V1);
        on.store.edit(on.signatureOf(POINTER), text -> text.replace("tryops.promotion.v1", "tryops.bundle.v1"));

        assertThat(on.judge()).contains(Reason.SIGNATURE_INVALID);
    }

    @Test
    void aSignedManifestIsNoPointer() {
        on.publish(V1);
        on.promote(V1);
        on.store.put(POINTER, on.store.bytes(Layout.manifest(V1)));
        on.store.edit(on.signatureOf(POINTER), text -> text.replace("tryops.bundle.v1", "tryops.promotion.v1"));

        assertThat(on.registry.serving(PRODUCTION)).isInstanceOf(PointerState.Corrupt.class);
    }

    @Test
    void anOlderSignedPointerIsRefusedByItsRevision() {
        on.publish(V1, V2);
        on.promote(V1);
        byte[] first = on.store.bytes(POINTER);
        on.promote(V2);
        on.promote(V2);
        on.store.put(POINTER, first);

        assertThat(on.judge()).contains(Reason.REVISION_REGRESSED);
    }

    @Test
    void thePointerOfAnotherEnvironmentIsRefusedAndNothingIsBuiltOnIt() {
        on.publish(V1, V2);
        on.promote(V1);
        on.registry.promote(STAGING, V2, on.registry.serving(STAGING), WHY);
        on.store.put(POINTER, on.store.bytes("serving/staging.json"));

        assertThat(on.judge()).contains(Reason.WRONG_ENVIRONMENT);
        assertThat(objections(on.registry.promote(PRODUCTION, V1, on.registry.serving(PRODUCTION), WHY)))
                .containsExactly("wrong_environment");
    }

    @Test
    void nothingIsBuiltOnAnOlderSignedPointerPutBack() {
        on.publish(V1, V2);
        on.promote(V1);
        byte[] first = on.store.bytes(POINTER);
        on.promote(V2);
        on.promote(V2);
        on.store.put(POINTER, first);
        List<String> keys = on.store.allKeysUnder("").toList();

        assertThat(objections(on.registry.promote(PRODUCTION, V1, on.registry.serving(PRODUCTION), WHY)))
                .containsExactly("revision_regressed");
        assertThat(on.store.allKeysUnder("")).containsExactlyElementsOf(keys);
        assertThat(repaired().modelVersion()).isEqualTo(V2);
    }

    @Test
    void overwritingTheHistoryDoesNotLetAnOlderPointerBack() {
        on.publish(V1, V2);
        on.promote(V1);
        byte[] first = on.store.bytes(POINTER);
        on.promote(V2);
        on.promote(V2);
        on.store.put(Layout.history(PRODUCTION, 2), bytes("nobody's"));
        on.store.put(POINTER, first);

        assertThat(on.judge()).contains(Reason.REVISION_REGRESSED);
    }

    @Test
    void revisionsThatSomebodyPlantedDoNotHideWhatAProcessFallsBackTo() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        String genuine = new String(on.store.bytes(Layout.history(PRODUCTION, 1)), UTF_8);
        for (long planted = 9_999_999_980L; planted <= ServingPointer.MAX_REVISION; planted++) {
            on.store.put(
                    Layout.history(PRODUCTION, planted),
                    bytes(genuine.replace("\"revision\" : 1,", "\"revision\" : " + planted + ",")));
        }

        assertThat(on.judge()).contains(Reason.REVISION_REGRESSED);
        assertThat(on.registry.earlier(PRODUCTION, 10))
                .extracting(earlier -> earlier.pointer().revision())
                .containsExactly(1L);
        assertThat(objections(on.registry.repair(PRODUCTION, on.registry.serving(PRODUCTION), Optional.empty(), WHY)))
                .containsExactly("history_forked");
    }

    @Test
    void aRepairLendsItsSignatureToNoHistoryThatNobodySigned() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        on.promote(V2);

        assertThat(repairedUnder(on.digest(Layout.history(PRODUCTION, 2)))).isEqualTo(V2);
    }

    @Test
    void historyThatNobodySignedCannotDisownTheEntryBelow() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        on.promote(V2);

        assertThat(repairedUnder("0".repeat(64))).isEqualTo(V2);
    }

    /** What a repair serves where the newest snapshot is a forged one, which states {@code previous}. */
    private ModelVersion repairedUnder(String previous) {
        String planted = new String(on.store.bytes(Layout.history(PRODUCTION, 1)), UTF_8)
                .replace("\"revision\" : 1,", "\"revision\" : 3,")
                .replace("\"previous_pointer_sha256\" : null", "\"previous_pointer_sha256\" : \"" + previous + "\"");
        on.store.put(Layout.history(PRODUCTION, 3), bytes(planted));
        on.store.put(POINTER, bytes("{}"));
        return repaired().modelVersion();
    }

    private ServingPointer repaired() {
        ServingPointer repaired =
                promoted(on.registry.repair(PRODUCTION, on.registry.serving(PRODUCTION), Optional.empty(), WHY));
        assertThat(on.judge()).isEmpty();
        return repaired;
    }

    @Test
    void aBundleCannotBeRenamed() {
        on.publish(V1);
        for (Artifact artifact : Artifact.values()) {
            on.store.read(artifact.key(V1)).ifPresent(stored -> on.store.put(artifact.key(V2), stored.bytes()));
        }
        on.store.put(Layout.manifest(V2), on.store.bytes(Layout.manifest(V1)));
        assertThat(on.refusal(V2)).isEqualTo(Reason.DIGEST_MISMATCH);

        on.store.edit(Layout.manifest(V2), text -> text.replace(V1.value(), V2.value()));

        assertThat(on.refusal(V2)).isEqualTo(Reason.SIGNATURE_MISSING);
    }

    @Test
    void aReportCannotBePlanted() {
        ModelBundle bundle = TestBundles.bundle(V1);
        on.registry.publish(new ModelBundle(
                bundle.onnx(), bundle.metadata(), bundle.baseline(), Optional.empty(), Optional.empty()));
        byte[] report = bytes("<html>trust me</html>");
        on.store.put(Artifact.REPORT.key(V1), report);
        on.store.edit(
                Layout.manifest(V1),
                text -> text.replace(
                        "\"metadata\" :", "\"report\" : \"" + Sha256.hex(report) + "\",\n    \"metadata\" :"));

        assertThat(on.refusal(V1)).isEqualTo(Reason.SIGNATURE_MISSING);
    }

    @Test
    void theModelsOfTwoBundlesCannotBeSwapped() {
        on.publish(V1, V2);
        byte[] first = on.store.bytes(Artifact.MODEL.key(V1));
        on.store.put(Artifact.MODEL.key(V1), on.store.bytes(Artifact.MODEL.key(V2)));
        on.store.put(Artifact.MODEL.key(V2), first);

        assertThat(on.refusal(V1)).isEqualTo(Reason.DIGEST_MISMATCH);
        assertThat(on.refusal(V2)).isEqualTo(Reason.DIGEST_MISMATCH);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "QUARANTINE")
    void aByteThatIsFlippedIsFoundAndAManifestThatAgreesIsNotSigned(Artifact artifact) {
        on.publish(V1);
        String before = on.digest(artifact.key(V1));
        on.store.flip(artifact.key(V1));
        assertThat(on.refusal(V1)).isEqualTo(Reason.DIGEST_MISMATCH);

        on.store.edit(Layout.manifest(V1), text -> text.replace(before, on.digest(artifact.key(V1))));

        assertThat(on.refusal(V1)).isEqualTo(Reason.SIGNATURE_MISSING);
        assertThat(objections(on.registry.promote(PRODUCTION, V1, on.registry.serving(PRODUCTION), WHY)))
                .containsExactly("signature_missing");
    }

    @Test
    void whatLosesItsSignatureIsNoLongerBelieved() {
        on.publish(V1, V2);
        on.promote(V1);
        on.store.delete(on.signatureOf(Layout.manifest(V1)));
        on.store.delete(on.signatureOf(Layout.manifest(V2)));
        on.store.delete(on.signatureOf(POINTER));

        assertThat(on.judge()).contains(Reason.SIGNATURE_MISSING);
        assertThat(on.refusal(V1)).isEqualTo(Reason.SIGNATURE_MISSING);
        assertThat(objections(on.registry.promote(PRODUCTION, V2, on.registry.serving(PRODUCTION), WHY)))
                .containsExactly("signature_missing");
    }

    @Test
    void aSignatureThatDoesNotVerifyOrIsNoneIsInvalid() {
        on.publish(V1);
        on.store.flipInside(on.signatureOf(Layout.manifest(V1)), "\"signature\" : \"");
        assertThat(on.refusal(V1)).isEqualTo(Reason.SIGNATURE_INVALID);

        on.store.put(on.signatureOf(Layout.manifest(V1)), bytes("{}"));

        assertThat(on.refusal(V1)).isEqualTo(Reason.SIGNATURE_INVALID);
    }

    @Test
    void badSignaturesBesideAGoodOneDoNoHarm() {
        on.publish(V1);
        on.store.put(Layout.signature(on.digest(Layout.manifest(V1)), on.other.id()), bytes("garbage"));
        on.store.put(Layout.signature(on.digest(Layout.manifest(V1)), "0000000000000000"), bytes("garbage"));

        assertThat(on.registry.fetch(V1)).isInstanceOf(FetchResult.Fetched.class);
        assertThat(on.registry(SignedRegistry.policy(Mode.REQUIRED, List.of(on.other, on.key), on.key))
                        .fetch(V1))
                .isInstanceOf(FetchResult.Fetched.class);
    }
}
