package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.PRODUCTION;
import static dev.tryops.registry.RegistryUnderTest.WHY;
import static dev.tryops.registry.RegistryUnderTest.bytes;
import static dev.tryops.registry.RegistryUnderTest.objections;
import static dev.tryops.registry.RegistryUnderTest.promoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.model.ModelVersion;
import dev.tryops.registry.SignaturePolicy.Mode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is signed and when, whose signatures count, and how keys change. */
class SigningTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final String POINTER = SignedRegistry.POINTER;

    private final SignedRegistry on = new SignedRegistry();

    @Test
    void everySignatureIsInPlaceBeforeWhatItSigns() {
        on.publish(V1);
        on.promote(V1);
        on.promote(V1);

        on.assertSignedBefore(Layout.manifest(V1));
        on.assertSignedBefore(POINTER);
        assertThat(on.store.writes.stream().filter(write -> write.startsWith("signatures/")))
                .hasSize(3);
    }

    @Test
    void aSignatureStatesItsTypeKeyAndDigest() throws CorruptArtifact {
        on.publish(V1);
        String digest = on.digest(Layout.manifest(V1));

        SignatureObject signature = ArtifactJson.decode(
                on.store.bytes("signatures/" + digest + "." + on.key.id() + ".json"), SignatureObject.class, "s");

        assertThat(signature.payloadType()).isEqualTo("tryops.bundle.v1");
        assertThat(signature.algorithm()).isEqualTo("ECDSA_SHA_256");
        assertThat(signature.sha256()).isEqualTo(digest);
        assertThat(signature.keyId()).isEqualTo(on.key.id());
        assertThat(P256.verifies(on.key.publicKey(), on.store.bytes(Layout.manifest(V1)), signature.signature()))
                .isTrue();
    }

    @Test
    void whatIsSignedIsBelievedThroughPromotionRollbackAndUnhold() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        assertThat(on.judge()).isEmpty();

        promoted(on.registry.rollback(PRODUCTION, on.registry.serving(PRODUCTION), WHY));
        assertThat(on.judge()).isEmpty();
        promoted(on.registry.unhold(PRODUCTION, on.registry.serving(PRODUCTION), WHY));

        assertThat(on.judge()).isEmpty();
        assertThat(on.registry.fetch(on.inForce().pointer())).isInstanceOf(FetchResult.Fetched.class);
    }

    @Test
    void publishingTheSameBundleTwiceStillSucceedsTwice() {
        assertThat(on.registry.publish(TestBundles.bundle(V1))).isEqualTo(on.registry.publish(TestBundles.bundle(V1)));
    }

    @Test
    void anEarlierRevisionStandsInOnlyIfItIsSigned() {
        on.publish(V1, V2);
        on.promote(V1);
        on.promote(V2);
        PointerState.InForce earlier = on.registry.earlier(PRODUCTION, 10).getFirst();
        assertThat(on.registry.refusalOfEarlier(earlier, PRODUCTION)).isEmpty();

        on.store.delete(on.signatureOf("serving/history/production_0000000001.json"));

        assertThat(on.registry.refusalOfEarlier(earlier, PRODUCTION).map(Refusal::reason))
                .contains(Reason.SIGNATURE_MISSING);
    }

    @Test
    void aRetiredKeyCountsUpToItsLastRevisionAndVersionOnly() {
        on.publish(V1, V2);
        on.promote(V1);
        PointerState.InForce first = on.inForce();
        on.promote(V2);
        PointerState.InForce second = on.inForce();
        ModelRegistry rotated = on.registry(new SignaturePolicy(
                Mode.REQUIRED,
                List.of(new TrustedKey<>(on.other.publicKey(), null), new TrustedKey<>(on.key.publicKey(), V1)),
                List.of(new TrustedKey<>(on.other.publicKey(), null), new TrustedKey<>(on.key.publicKey(), 1L)),
                on.other.signer()));
        on.store.delete(Layout.history(PRODUCTION, 1));

        assertThat(rotated.refusalOf(first, PRODUCTION, Optional.empty())).isEmpty();
        assertThat(rotated.refusalOf(second, PRODUCTION, Optional.empty()).map(Refusal::reason))
                .contains(Reason.SIGNATURE_INVALID);
        assertThat(rotated.fetch(V1)).isInstanceOf(FetchResult.Fetched.class);
        assertThat(((Refusal) rotated.fetch(V2)).reason()).isEqualTo(Reason.SIGNATURE_INVALID);
    }

    @Test
    void aNewKeyTakesOverWithASecondSignatureAndAPromotion() {
        on.publish(V1);
        on.promote(V1);
        ModelRegistry both = on.registry(SignedRegistry.policy(Mode.REQUIRED, List.of(on.key, on.other), on.other));
        assertThat(both.sign(V1)).isInstanceOf(SignResult.Signed.class);
        promoted(both.promote(PRODUCTION, V1, both.serving(PRODUCTION), WHY));

        ModelRegistry onlyNew = on.registry(SignedRegistry.policy(Mode.REQUIRED, List.of(on.other), null));

        assertThat(onlyNew.fetch(V1)).isInstanceOf(FetchResult.Fetched.class);
        assertThat(on.judge(onlyNew)).isEmpty();
    }

    @Test
    void signingTwiceLeavesTheFirstSignature() {
        on.publish(V1);
        byte[] before = on.store.bytes(on.signatureOf(Layout.manifest(V1)));

        assertThat(on.registry.sign(V1)).isEqualTo(on.registry.sign(V1)).isInstanceOf(SignResult.Signed.class);
        assertThat(on.store.bytes(on.signatureOf(Layout.manifest(V1)))).isEqualTo(before);
    }

    @Test
    void onlyASoundBundleWithAManifestOfOurOwnMakingIsSigned() {
        ModelRegistry adopting = on.registry(SignedRegistry.policy(Mode.OFF, List.of(), on.key));
        on.registry(SignaturePolicy.off()).publish(TestBundles.bundle(V1));
        on.registry(SignaturePolicy.off()).publish(TestBundles.bundle(V2));
        on.store.edit(Layout.manifest(V1), text -> text.replaceFirst("\\{", "{ \"environment\" : \"production\","));
        on.store.flip(Artifact.REPORT.key(V2));

        assertThat(adopting.sign(V1)).isInstanceOf(Refusal.class).asString().contains("holds more");
        assertThat(adopting.sign(V2)).isInstanceOf(Refusal.class).asString().contains("digest_mismatch");
        assertThat(on.store.allKeysUnder("signatures/")).isEmpty();
    }

    @Test
    void unsignedBundlesAndPointersCanBeAdoptedWhileSignaturesAreOptional() {
        ModelRegistry before = on.registry(SignaturePolicy.off());
        before.publish(TestBundles.bundle(V1));
        before.promote(PRODUCTION, V1, before.serving(PRODUCTION), WHY);
        ModelRegistry change = on.registry(SignedRegistry.policy(Mode.OPTIONAL, List.of(on.key), on.key));
        assertThat(on.judge(change)).isEmpty();

        assertThat(change.sign(V1)).isInstanceOf(SignResult.Signed.class);
        promoted(change.promote(PRODUCTION, V1, change.serving(PRODUCTION), WHY));

        assertThat(on.judge()).isEmpty();
        assertThat(on.registry.fetch(V1)).isInstanceOf(FetchResult.Fetched.class);
    }

    @Test
    void anOptionalSignatureMayBeMissingButNotWrong() {
        on.publish(V1);
        ModelRegistry lenient = on.registry(SignedRegistry.policy(Mode.OPTIONAL, List.of(on.other), null));
        assertThat(((Refusal) lenient.fetch(V1)).reason()).isEqualTo(Reason.SIGNATURE_INVALID);

        on.store.delete(on.signatureOf(Layout.manifest(V1)));

        assertThat(lenient.fetch(V1)).isInstanceOf(FetchResult.Fetched.class);
    }

    @Test
    void withSignaturesOffNothingIsVerifiedOrWritten() {
        ModelRegistry off = on.registry(SignaturePolicy.off());
        off.publish(TestBundles.bundle(V1));
        promoted(off.promote(PRODUCTION, V1, off.serving(PRODUCTION), WHY));
        on.store.put(on.signatureOf(POINTER), bytes("garbage"));

        assertThat(on.judge(off)).isEmpty();
        assertThat(on.store.writes).noneMatch(write -> write.startsWith("signatures/"));
    }

    @Test
    void whatNoReaderWouldBelieveIsNotWritten() {
        on.publish(V1);
        ModelRegistry unable = on.registry(SignedRegistry.policy(Mode.REQUIRED, List.of(on.key), null));
        ModelRegistry untrusted = on.registry(SignedRegistry.policy(Mode.REQUIRED, List.of(on.key), on.other));
        PointerState absent = on.registry.serving(PRODUCTION);

        assertThat(unable.publish(TestBundles.bundle(V2))).isInstanceOf(Refusal.class);
        assertThat(untrusted.publish(TestBundles.bundle(V2))).isInstanceOf(Refusal.class);
        assertThat(unable.sign(V1)).isInstanceOf(Refusal.class);
        assertThat(objections(unable.promote(PRODUCTION, V1, absent, WHY))).containsExactly("signature_missing");
        assertThat(objections(untrusted.promote(PRODUCTION, V1, absent, WHY))).containsExactly("signature_invalid");
        assertThat(on.store.read(Layout.manifest(V2))).isEmpty();
        assertThat(on.store.read(POINTER)).isEmpty();
    }

    @Test
    void aSignatureWhoseAnswerIsLostIsLookedFor() {
        for (boolean landed : new boolean[] {true, false}) {
            ModelVersion version = landed ? V1 : V2;
            on.store.loseNextSignature(landed);

            on.publish(version);

            assertThat(on.registry.fetch(version)).isInstanceOf(FetchResult.Fetched.class);
        }
    }

    @Test
    void aPolicyThatVerifiesNamesKeysOfBothTypes() {
        assertThatThrownBy(() -> SignedRegistry.policy(Mode.REQUIRED, List.of(), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedRegistry.policy(Mode.OPTIONAL, List.of(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
