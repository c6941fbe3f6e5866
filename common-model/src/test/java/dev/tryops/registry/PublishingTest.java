package dev.tryops.registry;

import static dev.tryops.registry.RegistryUnderTest.bytes;
import static dev.tryops.registry.RegistryUnderTest.edited;
import static dev.tryops.registry.RegistryUnderTest.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bundles are written once, whole, and read without trust. */
class PublishingTest {

    private static final ModelVersion V1 = TestBundles.version(1);
    private static final ModelVersion V2 = TestBundles.version(2);
    private static final EnvironmentName PRODUCTION = RegistryUnderTest.PRODUCTION;

    private final RegistryUnderTest on = new RegistryUnderTest();

    @Test
    void writesTheManifestLastSoThatAVersionIsWholeOrAbsent() {
        List<String> written = new ArrayList<>();
        ObjectStore recording = new InMemoryObjectStore() {
            @Override
            public WriteOutcome create(String key, byte[] bytes) {
                written.add(key);
                return super.create(key, bytes);
            }
        };

        new ModelRegistry(recording, Clock.systemUTC()).publish(TestBundles.bundle(V1));

        assertThat(written)
                .containsExactly(
                        "models/" + V1 + ".onnx",
                        "baselines/" + V1 + "_baseline.json",
                        "reports/" + V1 + ".html",
                        "metadata/" + V1 + ".json",
                        "manifests/" + V1 + ".json");
    }

    @Test
    void publishingTheSameBundleTwiceSucceedsTwice() {
        PublishResult first = on.registry.publish(TestBundles.bundle(V1));
        PublishResult second = on.registry.publish(TestBundles.bundle(V1));

        assertThat(second).isEqualTo(first).isInstanceOf(PublishResult.Published.class);
    }

    @Test
    void aVersionWhoseBytesDifferIsTaken() {
        on.store.create("models/" + V1 + ".onnx", bytes("another graph"));

        assertThat(on.registry.publish(TestBundles.bundle(V1))).isEqualTo(new PublishResult.VersionTaken(V1));
        assertThat(on.registry.versions()).isEmpty();
    }

    @Test
    void fetchesWhatWasPublished() {
        ModelBundle bundle = TestBundles.bundle(V1);
        on.registry.publish(bundle);

        assertThat(on.registry.fetch(V1)).isInstanceOfSatisfying(FetchResult.Fetched.class, fetched -> {
            assertThat(fetched.onnx()).isEqualTo(bundle.onnx());
            assertThat(fetched.metadata()).isEqualTo(bundle.metadata());
            assertThat(fetched.baseline()).isEqualTo(bundle.baseline());
        });
    }

    @Test
    void listsVersionsOldestFirstAndNothingElse() {
        on.registry.publish(TestBundles.bundle(V2));
        on.registry.publish(TestBundles.bundle(V1));
        on.store.create("manifests/README.json", bytes("x"));

        assertThat(on.registry.versions()).containsExactly(V1, V2);
    }

    @Test
    void oneFlippedByteOfAnyObjectIsADigestMismatch() {
        for (Artifact artifact : List.of(Artifact.MODEL, Artifact.METADATA, Artifact.BASELINE, Artifact.REPORT)) {
            InMemoryObjectStore tampered = new InMemoryObjectStore();
            ModelRegistry itsRegistry = new ModelRegistry(tampered, Clock.systemUTC());
            itsRegistry.publish(TestBundles.bundle(V1));
            String key = artifact.key(V1);
            ObjectStore.Stored stored = tampered.read(key).orElseThrow();
            byte[] flipped = stored.bytes().clone();
            flipped[flipped.length / 2] ^= 1;
            tampered.replace(key, stored.tag(), flipped);

            assertThat(itsRegistry.fetch(V1)).asInstanceOf(type(Refusal.class)).satisfies(refusal -> {
                assertThat(refusal.reason()).isEqualTo(Reason.DIGEST_MISMATCH);
                assertThat(refusal.detail()).contains(key);
            });
        }
    }

    @Test
    void aMissingObjectIsADigestMismatchThatNamesIt() {
        on.registry.publish(TestBundles.bundle(V1));
        on.store.delete(Artifact.MODEL.key(V1));

        assertThat(refused(on.registry.fetch(V1)).toString())
                .isEqualTo("digest_mismatch: models/" + V1 + ".onnx is missing");
    }

    @Test
    void aMissingManifestMeansThereIsNoSuchVersion() {
        assertThat(refused(on.registry.fetch(V1)).reason()).isEqualTo(Reason.MANIFEST_MISSING);
    }

    @Test
    void aCrashBeforeTheManifestLeavesNoVersion() {
        on.store.create(Artifact.METADATA.key(V1), ArtifactJson.encode(TestBundles.metadata(V1)));

        assertThat(refused(on.registry.fetch(V1)).reason()).isEqualTo(Reason.MANIFEST_MISSING);
    }

    @Test
    void aBundleOfTheReferenceIsRefusedAsSuch() {
        on.store.create(Artifact.METADATA.key(V1), bytes("{\"model_version\": \"" + V1 + "\", \"metrics\": {}}"));

        assertThat(refused(on.registry.fetch(V1)).reason()).isEqualTo(Reason.REFERENCE_BUNDLE);
    }

    @Test
    void aRenamedBundleIsRefused() {
        on.registry.publish(TestBundles.bundle(V1));
        for (Artifact artifact : List.of(Artifact.MODEL, Artifact.METADATA, Artifact.BASELINE, Artifact.REPORT)) {
            on.store.create(
                    artifact.key(V2),
                    on.store.read(artifact.key(V1)).orElseThrow().bytes());
        }
        byte[] manifest =
                on.store.read("manifests/" + V1 + ".json").orElseThrow().bytes();
        on.store.create("manifests/" + V2 + ".json", manifest);

        assertThat(refused(on.registry.fetch(V2)).detail()).contains("belongs to " + V1);
    }

    @Test
    void aSchemaThatDoesNotHaveTheHashItStatesIsRefused() {
        on.publishWithMetadata(V1, json -> json.replace("\"dtype\" : \"int64\"", "\"dtype\" : \"bool\""));

        assertThat(refused(on.registry.fetch(V1)).reason()).isEqualTo(Reason.SCHEMA_MISMATCH);
    }

    @Test
    void metadataOfAnotherVersionIsRefused() {
        on.publishWithMetadata(V1, json -> json.replace(V1.value(), V2.value()));

        assertThat(refused(on.registry.fetch(V1)).reason()).isEqualTo(Reason.SCHEMA_MISMATCH);
    }

    @Test
    void aPointerWhoseSchemaOrManifestIsNotTheBundlesIsRefused() {
        on.registry.publish(TestBundles.bundle(V1));
        on.promote(V1);
        ServingPointer pointer = on.inForce(PRODUCTION).pointer();

        ServingPointer otherSchema = edited(pointer, "schema_hash", "0".repeat(32));
        ServingPointer otherManifest = edited(pointer, "manifest_sha256", "0".repeat(64));

        assertThat(refused(on.registry.fetch(otherSchema)).reason()).isEqualTo(Reason.SCHEMA_MISMATCH);
        assertThat(refused(on.registry.fetch(otherManifest)).reason()).isEqualTo(Reason.DIGEST_MISMATCH);
    }
}
