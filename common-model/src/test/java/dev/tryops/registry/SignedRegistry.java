package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.PRODUCTION;
import static dev.tryops.registry.RegistryUnderTest.WHY;
import static dev.tryops.registry.RegistryUnderTest.promoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import dev.tryops.registry.SignaturePolicy.Mode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registry that demands signatures, over a store in somebody else's hands. */
final class SignedRegistry {

    static final String POINTER = "serving/production.json";

    final TestKey key = TestKey.generate();
    final TestKey other = TestKey.generate();
    final AttackedStore store = new AttackedStore();
    final ModelRegistry registry = registry(key.required());

    ModelRegistry registry(SignaturePolicy policy) {
        return new ModelRegistry(store, Clock.systemUTC(), policy);
    }

    static SignaturePolicy policy(Mode mode, List<TestKey> trusted, @Nullable TestKey signer) {
        return new SignaturePolicy(
                mode,
                trusted.stream()
                        .map(k -> new TrustedKey<ModelVersion>(k.publicKey(), null))
                        .toList(),
                trusted.stream()
                        .map(k -> new TrustedKey<Long>(k.publicKey(), null))
                        .toList(),
                signer == null ? null : signer.signer());
    }

    static SignaturePolicy policy(Mode mode, TestKey bundles, TestKey promotions, @Nullable TestKey signer) {
        return new SignaturePolicy(
                mode,
                List.of(new TrustedKey<>(bundles.publicKey(), null)),
                List.of(new TrustedKey<>(promotions.publicKey(), null)),
                signer == null ? null : signer.signer());
    }

    void publish(ModelVersion... versions) {
        for (ModelVersion version : versions) {
            assertThat(registry.publish(TestBundles.bundle(version))).isInstanceOf(PublishResult.Published.class);
        }
    }

    void promote(ModelVersion version) {
        promoted(registry.promote(PRODUCTION, version, registry.serving(PRODUCTION), WHY));
    }

    PointerState.InForce inForce() {
        return (PointerState.InForce) registry.serving(PRODUCTION);
    }

    Optional<Reason> judge() {
        return judge(registry);
    }

    Optional<Reason> judge(ModelRegistry reader) {
        return reader.refusalOf(inForce(), PRODUCTION, Optional.empty()).map(Refusal::reason);
    }

    Reason refusal(ModelVersion version) {
        return RegistryUnderTest.refused(registry.fetch(version)).reason();
    }

    String digest(String of) {
        return Sha256.hex(store.bytes(of));
    }

    String signatureOf(String signed) {
        return Layout.signature(digest(signed), key.id());
    }

    void assertSignedBefore(String signed) {
        assertThat(store.writes.indexOf(signatureOf(signed))).isBetween(0, store.writes.lastIndexOf(signed) - 1);
    }
}
