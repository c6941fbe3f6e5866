package dev.tryops.api.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.api.TestModels;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ManualClock;
import dev.tryops.model.ModelVersion;
import dev.tryops.model.Sha256;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.Reason;
import dev.tryops.registry.SignaturePolicy;
import dev.tryops.registry.TestKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service that demands signatures does with a store in which somebody without a key has written. */
class SignedReloadTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final EnvironmentName STAGING = new EnvironmentName("staging");
    private static final Justification WHY = new Justification("someone", "because");
    private static final String POINTER = "serving/production.json";
    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final TestKey key = TestKey.generate();
    private final ModelRegistry writer = registry(key.required());
    private final ModelRegistry intruder = registry(SignaturePolicy.off());
    private final ModelSlot slot = new ModelSlot();
    private final ModelReloader reloader = reloader(slot);

    @BeforeEach
    void serveTheFirst() {
        writer.publish(TestModels.bundle(V1, 0));
        promote(writer, PRODUCTION, V1);
        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Swapped(Optional.empty(), V1));
    }

    @AfterEach
    void close() {
        slot.clear();
    }

    @Test
    void followsAPointerThatIsSignedToABundleThatIsSigned() {
        writer.publish(TestModels.bundle(V2, 0));
        promote(writer, PRODUCTION, V2);

        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Swapped(Optional.of(V1), V2));
    }

    @Test
    void refusesAPointerThatNobodySigned() {
        writer.publish(TestModels.bundle(V2, 0));
        promote(intruder, PRODUCTION, V2);

        assertRefused(Reason.SIGNATURE_MISSING);
    }

    @Test
    void refusesABundleThatNobodySigned() {
        intruder.publish(TestModels.bundle(V2, 0));
        promote(
                registry(new SignaturePolicy(SignaturePolicy.Mode.OFF, List.of(), List.of(), key.signer())),
                PRODUCTION,
                V2);

        assertRefused(Reason.SIGNATURE_MISSING);
    }

    @Test
    void refusesWhatAnotherKeySigned() {
        ModelRegistry stranger = registry(new SignaturePolicy(
                SignaturePolicy.Mode.OFF,
                List.of(),
                List.of(),
                TestKey.generate().signer()));
        stranger.publish(TestModels.bundle(V2, 0));
        promote(stranger, PRODUCTION, V2);

        assertRefused(Reason.SIGNATURE_INVALID);
    }

    @Test
    void refusesAPointerWhoseSignatureWasRemoved() {
        writer.publish(TestModels.bundle(V2, 0));
        promote(writer, PRODUCTION, V2);
        store.delete("signatures/" + Sha256.hex(bytes(POINTER)) + "." + key.id() + ".json");

        assertRefused(Reason.SIGNATURE_MISSING);
    }

    @Test
    void refusesThePointerOfAnotherEnvironment() {
        writer.publish(TestModels.bundle(V2, 0));
        promote(writer, STAGING, V2);
        put(POINTER, bytes("serving/staging.json"));

        assertRefused(Reason.WRONG_ENVIRONMENT);
    }

    @Test
    void refusesAnOlderPointerThatWasSignedOnce() {
        byte[] first = bytes(POINTER);
        writer.publish(TestModels.bundle(V2, 0));
        promote(writer, PRODUCTION, V2);
        reloader.poll();
        put(POINTER, first);

        assertThat(reason()).isEqualTo(Reason.REVISION_REGRESSED);
        assertThat(slot.use(ServingModel::version)).contains(V2);
    }

    @Test
    void refusesAManifestThatWasMadeToAgreeWithAnotherModel() {
        writer.publish(TestModels.bundle(V2, 0));
        promote(writer, PRODUCTION, V2);
        String model = "models/" + V2 + ".onnx";
        String manifest = "manifests/" + V2 + ".json";
        String before = Sha256.hex(bytes(model));
        put(model, TestModels.bundle(V2, 0.5).onnx());
        put(
                manifest,
                new String(bytes(manifest), UTF_8)
                        .replace(before, Sha256.hex(bytes(model)))
                        .getBytes(UTF_8));

        assertRefused(Reason.SIGNATURE_MISSING);
    }

    @Test
    void aRestartOnAForgedPointerServesTheNewestSignedRevisionWhateverTheForgedOneSays() {
        serveFourMore();
        put(
                POINTER,
                new String(bytes(POINTER), UTF_8)
                        .replace("\"revision\" : 5", "\"revision\" : 2")
                        .getBytes(UTF_8));

        assertThat(restarted(Reason.SIGNATURE_MISSING)).contains(TestModels.version(4));
    }

    @Test
    void aRestartOnAnOldPointerThatWasSignedOnceDoesNotGoBackToIt() {
        byte[] first = bytes(POINTER);
        serveFourMore();
        put(POINTER, first);

        assertThat(restarted(Reason.REVISION_REGRESSED)).contains(TestModels.version(4));
    }

    @Test
    void aRestartPassesOverHistoryThatNobodySigned() {
        serveFourMore();
        put(POINTER, "{}".getBytes(UTF_8));
        String newest = "serving/history/production_0000000004.json";
        put(
                newest,
                new String(bytes(newest), UTF_8).replace("because", "trust me").getBytes(UTF_8));

        assertThat(restarted(Reason.POINTER_CORRUPT)).contains(TestModels.version(3));
    }

    @Test
    void aRestartPassesOverAnOldPointerInThePlaceOfANewerOne() {
        byte[] first = bytes(POINTER);
        serveFourMore();
        put(POINTER, "{}".getBytes(UTF_8));
        put("serving/history/production_0000000004.json", first);

        assertThat(restarted(Reason.POINTER_CORRUPT)).contains(TestModels.version(3));
    }

    private void serveFourMore() {
        for (int number = 2; number <= 5; number++) {
            writer.publish(TestModels.bundle(TestModels.version(number), 0));
            promote(writer, PRODUCTION, TestModels.version(number));
        }
    }

    /** What a process that starts now serves, after refusing the pointer for {@code reason}. */
    private Optional<ModelVersion> restarted(Reason reason) {
        ModelSlot fresh = new ModelSlot();
        ReloadOutcome outcome = reloader(fresh).poll();
        assertThat(outcome).isInstanceOf(ReloadOutcome.FellBack.class);
        assertThat(((ReloadOutcome.FellBack) outcome).refusal().reason()).isEqualTo(reason);
        Optional<ModelVersion> serving = fresh.use(ServingModel::version);
        fresh.clear();
        return serving;
    }

    private void assertRefused(Reason reason) {
        assertThat(reason()).isEqualTo(reason);
        assertThat(slot.use(ServingModel::version)).contains(V1);
    }

    private Reason reason() {
        ReloadOutcome outcome = reloader.poll();
        assertThat(outcome).isInstanceOf(ReloadOutcome.Refused.class);
        return ((ReloadOutcome.Refused) outcome).refusal().reason();
    }

    private static void promote(ModelRegistry registry, EnvironmentName environment, ModelVersion version) {
        PointerState expected = registry.serving(environment);
        assertThat(registry.promote(environment, version, expected, WHY)).isInstanceOf(PromotionResult.Promoted.class);
    }

    private ModelRegistry registry(SignaturePolicy policy) {
        return new ModelRegistry(store, Clock.systemUTC(), policy);
    }

    private ModelReloader reloader(ModelSlot into) {
        Clock clock = new ManualClock(Instant.parse("2026-02-08T16:00:00Z"));
        return new ModelReloader(
                registry(readOnly(key)),
                PRODUCTION,
                into,
                new ModelLoader(PredictionObservers.NONE),
                Duration.ofSeconds(10),
                clock);
    }

    private static SignaturePolicy readOnly(TestKey key) {
        SignaturePolicy both = key.required();
        return new SignaturePolicy(both.mode(), both.bundleKeys(), both.promotionKeys(), null);
    }

    private byte[] bytes(String at) {
        return store.read(at).orElseThrow().bytes();
    }

    private void put(String at, byte[] bytes) {
        store.delete(at);
        store.create(at, bytes);
    }
}
