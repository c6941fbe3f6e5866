package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import dev.tryops.registry.Artifact;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.Reason;
import dev.tryops.registry.SignResult;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.TestKey;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who may write and delete anything in a store, has a key that nobody trusts, and meets a promotion of {@code next} that
 * was properly signed with {@code trusted}.
 */
record Intruder(TestKey trusted, TestKey own, ModelVersion other, ModelVersion next) {

    private static final EnvironmentName STAGING = new EnvironmentName("staging");
    private static final Justification WHY = new Justification("acceptance", "tampering");

    /** What is done to a store, why readers refuse it, and what they must name. */
    record Tampering(String name, Reason reason, String names, Act act) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Act {
        void on(Store store);
    }

    Stream<Tampering> tamperings() {
        String manifest = "The manifest of " + next;
        String pointer = "Revision 4 of production";
        return Stream.of(
                flipped(Artifact.MODEL),
                flipped(Artifact.METADATA),
                flipped(Artifact.BASELINE),
                flipped(Artifact.REPORT),
                new Tampering("models-swapped", Reason.DIGEST_MISMATCH, model(next), this::swapModels),
                new Tampering("bundle-unsigned", Reason.SIGNATURE_MISSING, manifest, this::removeBundleSignature),
                new Tampering("pointer-unsigned", Reason.SIGNATURE_MISSING, pointer, this::removePointerSignature),
                new Tampering("bundle-signed-by-own-key", Reason.SIGNATURE_INVALID, manifest, this::signBundle),
                new Tampering("pointer-signed-by-own-key", Reason.SIGNATURE_INVALID, pointer, this::signPointer),
                new Tampering("old-pointer-replayed", Reason.REVISION_REGRESSED, "Revision 1 ", this::replay),
                new Tampering("staging-copied", Reason.WRONG_ENVIRONMENT, "made for staging", this::copyStaging));
    }

    /** Promotes {@code next} as who has the trusted key does. */
    void promote(Store store) {
        promote(store, trusted, Store.PRODUCTION);
    }

    private Tampering flipped(Artifact artifact) {
        String damaged = artifact.key(next);
        return new Tampering(artifact.label() + "-flipped", Reason.DIGEST_MISMATCH, damaged, store -> {
            byte[] bytes = store.read(damaged);
            bytes[bytes.length / 2] ^= 1;
            store.overwrite(damaged, bytes);
            promote(store);
        });
    }

    private void swapModels(Store store) {
        byte[] model = store.read(model(next));
        store.overwrite(model(next), store.read(model(other)));
        store.overwrite(model(other), model);
        promote(store);
    }

    private void removeBundleSignature(Store store) {
        promote(store);
        store.objects().delete(signatureOf(store, "manifests/" + next + ".json"));
    }

    private void removePointerSignature(Store store) {
        promote(store);
        store.objects().delete(signatureOf(store, FollowedStore.POINTER));
    }

    private void signBundle(Store store) {
        removeBundleSignature(store);
        assertThat(signing(store, own).sign(next)).isInstanceOf(SignResult.Signed.class);
    }

    private void signPointer(Store store) {
        promote(store, own, Store.PRODUCTION);
    }

    private void replay(Store store) {
        store.overwrite(FollowedStore.POINTER, store.read("serving/history/production_0000000001.json"));
    }

    private void copyStaging(Store store) {
        promote(store, trusted, STAGING);
        store.overwrite(FollowedStore.POINTER, store.read("serving/staging.json"));
    }

    private void promote(Store store, TestKey key, EnvironmentName environment) {
        ModelRegistry registry = signing(store, key);
        assertThat(registry.promote(environment, next, registry.serving(environment), WHY))
                .isInstanceOf(PromotionResult.Promoted.class);
    }

    /** Signs whatever it is asked to. */
    private static ModelRegistry signing(Store store, TestKey key) {
        return new ModelRegistry(
                store.objects(),
                Clock.systemUTC(),
                new SignaturePolicy(SignaturePolicy.Mode.OFF, List.of(), List.of(), key.signer()));
    }

    private String signatureOf(Store store, String signed) {
        String at = "signatures/" + Sha256.hex(store.read(signed)) + "." + trusted.id() + ".json";
        assertThat(store.objects().read(at)).as(at).isPresent();
        return at;
    }

    private static String model(ModelVersion version) {
        return Artifact.MODEL.key(version);
    }
}
