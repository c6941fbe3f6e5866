package dev.tryops.api.serving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import dev.tryops.api.TestModels;
import dev.tryops.model.ClassCoefficients;
import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ManualClock;
import dev.tryops.model.ModelVersion;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PromotionResult;
import dev.tryops.registry.Reason;
import dev.tryops.registry.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelReloaderTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final String POINTER = "serving/production.json";
    private static final ModelVersion V1 = TestModels.version(1);
    private static final ModelVersion V2 = TestModels.version(2);

    private final Outage store = new Outage();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-02-08T16:00:00Z"));
    private final ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());
    private final ModelSlot slot = new ModelSlot();
    private final ModelReloader reloader = new ModelReloader(
            registry, PRODUCTION, slot, new ModelLoader(PredictionObservers.NONE), Duration.ofSeconds(10), clock);

    @AfterEach
    void close() {
        slot.clear();
    }

    @Test
    void waitsWhereNothingWasPromoted() {
        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.NothingPromoted.class);
    }

    @Test
    void loadsTheFirstModelAndThenLeavesItAlone() {
        serve(V1);

        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Swapped(Optional.empty(), V1));
        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Unchanged());
        assertThat(serving()).contains(V1);
    }

    @Test
    void followsThePointer() {
        serve(V1);
        reloader.poll();
        serve(V2);

        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Swapped(Optional.of(V1), V2));
        assertThat(serving()).contains(V2);
    }

    @Test
    void followsARollback() {
        serve(V1);
        serve(V2);
        reloader.poll();
        registry.rollback(PRODUCTION, registry.serving(PRODUCTION), new Justification("someone", "bad model"));

        reloader.poll();

        assertThat(serving()).contains(V1);
    }

    @Test
    void refusesATruncatedGraph() {
        byte[] whole = TestModels.bundle(V2, 0).onnx();
        byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);

        assertRefused(Reason.GRAPH_MISMATCH, TestModels.bundle(V2, TestModels.coefficients(0), half));
    }

    @Test
    void refusesAGraphWithAnotherInput() {
        assertRefused(Reason.GRAPH_MISMATCH, withGraph(graph -> {
            OnnxMl.NodeProto sub =
                    graph.getNode(0).toBuilder().setInput(0, "features").build();
            return graph.setInput(0, TestModels.tensor("features", 3)).setNode(0, sub);
        }));
    }

    @Test
    void refusesAGraphWithFewerFeaturesThanTheSchema() {
        ClassCoefficients three = TestModels.coefficients(0);
        ClassCoefficients two = new ClassCoefficients(0, three.features().subList(0, 2));

        assertRefused(
                Reason.GRAPH_MISMATCH, TestModels.bundle(V2, three, TestModels.graph(two, UnaryOperator.identity())));
    }

    @Test
    void refusesAGraphThatComputesSomethingElse() {
        byte[] otherWeights = TestModels.graph(TestModels.coefficients(0.001), UnaryOperator.identity());

        assertRefused(Reason.GOLDEN_ROWS_FAILED, TestModels.bundle(V2, TestModels.coefficients(0), otherWeights));
    }

    @Test
    void refusesAGraphThatDividesByNothing() {
        assertRefused(
                Reason.GOLDEN_ROWS_FAILED,
                withGraph(graph -> graph.setInitializer(
                        1, graph.getInitializer(1).toBuilder().setFloatData(0, 0))));
    }

    @Test
    void refusesCoefficientsThatAreNotTheGraphs() {
        ModelBundle good = TestModels.bundle(V2, 0);
        String key = "1";
        var metadata = good.metadata();
        var edited = new dev.tryops.model.ModelMetadata(
                metadata.modelVersion(),
                metadata.modelType(),
                metadata.framework(),
                metadata.format(),
                metadata.schema(),
                metadata.metrics(),
                metadata.hyperparameters(),
                metadata.trainingSamples(),
                metadata.testSamples(),
                metadata.trainingDurationSeconds(),
                metadata.gitCommit(),
                metadata.createdBy(),
                metadata.createdAt(),
                metadata.dataSha256(),
                metadata.seed(),
                metadata.dependencies(),
                metadata.opset(),
                metadata.classLabels(),
                metadata.positiveLabel(),
                metadata.decisionThreshold(),
                metadata.adverseClass(),
                java.util.Map.of(key, TestModels.coefficients(0.5)),
                metadata.goldenRows());

        assertRefused(
                Reason.GOLDEN_ROWS_FAILED,
                new ModelBundle(good.onnx(), edited, good.baseline(), Optional.empty(), Optional.empty()));
    }

    @Test
    void refusesAFlippedByteBehindANewPointer() {
        serve(V1);
        reloader.poll();
        serve(V2);
        flip("models/" + V2 + ".onnx");

        assertRefused(Reason.DIGEST_MISMATCH);
    }

    @Test
    void refusesAPointerWhoseModelIsMissing() {
        serve(V1);
        reloader.poll();
        serve(V2);
        store.delete("manifests/" + V2 + ".json");

        assertRefused(Reason.MANIFEST_MISSING);
    }

    @Test
    void refusesAPointerThatIsNotApproved() {
        serve(V1);
        reloader.poll();
        serve(V2);
        edit("\"approved\" : true", "\"approved\" : false");

        assertRefused(Reason.NOT_APPROVED);
    }

    @Test
    void refusesAPointerThatWentBack() {
        serve(V1);
        byte[] first = store.read(POINTER).orElseThrow().bytes();
        serve(V2);
        reloader.poll();
        store.replace(POINTER, store.read(POINTER).orElseThrow().tag(), first);

        assertThat(reason()).isEqualTo(Reason.REVISION_REGRESSED);
        assertThat(serving()).contains(V2);
    }

    @Test
    void refusesAPointerThatIsNoJson() {
        serve(V1);
        reloader.poll();
        edit("{", "<");

        assertRefused(Reason.POINTER_CORRUPT);
    }

    @Test
    void refusesADeletedPointer() {
        serve(V1);
        reloader.poll();
        serve(V2);
        store.delete(POINTER);

        assertRefused(Reason.POINTER_CORRUPT);
    }

    @Test
    void servesOnThroughAnOutageAndFollowsAfterwards() {
        serve(V1);
        reloader.poll();
        store.down = true;
        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.Failed.class);
        assertThat(serving()).contains(V1);
        store.down = false;
        serve(V2);

        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Swapped(Optional.of(V1), V2));
    }

    @Test
    void triesARefusedPointerAgainLaterAndLater() {
        serve(V1);
        reloader.poll();
        serve(V2);
        flip("models/" + V2 + ".onnx");

        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.Refused.class);
        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.BackingOff.class);
        clock.advance(Duration.ofSeconds(10));
        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.Refused.class);
        clock.advance(Duration.ofSeconds(10));
        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.BackingOff.class);
        clock.advance(Duration.ofSeconds(10));
        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.Refused.class);
    }

    @Test
    void aNewPointerEndsTheBackOffAtOnce() {
        serve(V1);
        reloader.poll();
        serve(V2);
        flip("models/" + V2 + ".onnx");
        reloader.poll();
        serve(TestModels.version(3));

        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.Swapped.class);
        assertThat(serving()).contains(TestModels.version(3));
    }

    @Test
    void aClockThatIsSetBackDoesNotProlongTheWait() {
        serve(V1);
        reloader.poll();
        serve(V2);
        flip("models/" + V2 + ".onnx");
        reloader.poll();

        clock.advance(Duration.ofHours(-5));

        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.Refused.class);
    }

    @Test
    void followsThePointerThatOvertookTheOneItReadInsteadOfRefusingIt() {
        serve(V1);
        reloader.poll();
        serve(V2);
        store.beforeListing = () -> {
            serve(TestModels.version(3));
            serve(TestModels.version(4));
        };

        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Swapped(Optional.of(V1), TestModels.version(4)));
    }

    @Test
    void aProcessWithoutAModelFallsBackToTheNewestRevisionThatPassesEveryCheck() {
        serve(V1);
        serve(V2);
        flip("models/" + V2 + ".onnx");
        serve(TestModels.version(3));
        flip("models/" + TestModels.version(3) + ".onnx");

        ReloadOutcome outcome = reloader.poll();

        assertThat(outcome).isInstanceOfSatisfying(ReloadOutcome.FellBack.class, fell -> {
            assertThat(fell.to()).isEqualTo(V1);
            assertThat(fell.refusal().reason()).isEqualTo(Reason.DIGEST_MISMATCH);
        });
        assertThat(slot.use(ServingModel::role)).contains(ServingModel.Role.FALLBACK);
        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.BackingOff.class);
    }

    @Test
    void aProcessWithoutAModelFallsBackWhenThePointerIsNoJson() {
        serve(V1);
        serve(V2);
        edit("{", "<");

        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.FellBack.class);
        assertThat(serving()).contains(V1);
    }

    @Test
    void movesOnFromTheFallbackAsSoonAsAPointerPasses() {
        serve(V1);
        serve(V2);
        flip("models/" + V2 + ".onnx");
        reloader.poll();
        serve(TestModels.version(3));

        assertThat(reloader.poll()).isEqualTo(new ReloadOutcome.Swapped(Optional.of(V1), TestModels.version(3)));
        assertThat(slot.use(ServingModel::role)).contains(ServingModel.Role.CURRENT);
    }

    @Test
    void looksTenRevisionsBackAndNoFurther() {
        serve(V1);
        for (int i = 2; i <= 12; i++) {
            serve(TestModels.version(i));
            flip("models/" + TestModels.version(i) + ".onnx");
        }

        assertThat(reloader.poll()).isInstanceOf(ReloadOutcome.Refused.class);
        assertThat(serving()).isEmpty();
    }

    @Test
    void leavesNoSessionOpenAfterARefusal() {
        int before = OnnxModel.openSessions();
        refusesAGraphThatComputesSomethingElse();

        assertThat(OnnxModel.openSessions()).isEqualTo(before + 1);
    }

    private void assertRefused(Reason reason, ModelBundle bundle) {
        serve(V1);
        reloader.poll();
        registry.publish(bundle);
        promote(bundle.version());
        assertRefused(reason);
    }

    private void assertRefused(Reason reason) {
        assertThat(reason()).isEqualTo(reason);
        assertThat(serving()).contains(V1);
    }

    private Reason reason() {
        ReloadOutcome outcome = reloader.poll();
        assertThat(outcome).isInstanceOf(ReloadOutcome.Refused.class);
        return ((ReloadOutcome.Refused) outcome).refusal().reason();
    }

    private Optional<ModelVersion> serving() {
        return slot.use(ServingModel::version);
    }

    private void serve(ModelVersion version) {
        registry.publish(TestModels.bundle(version, 0));
        promote(version);
    }

    private void promote(ModelVersion version) {
        assertThat(registry.promote(
                        PRODUCTION, version, registry.serving(PRODUCTION), new Justification("someone", "because")))
                .isInstanceOf(PromotionResult.Promoted.class);
    }

    private static ModelBundle withGraph(UnaryOperator<OnnxMl.GraphProto.Builder> edit) {
        ClassCoefficients coefficients = TestModels.coefficients(0);
        return TestModels.bundle(V2, coefficients, TestModels.graph(coefficients, edit));
    }

    private void flip(String key) {
        var stored = store.read(key).orElseThrow();
        byte[] bytes = stored.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        store.replace(key, stored.tag(), bytes);
    }

    private void edit(String from, String to) {
        var stored = store.read(POINTER).orElseThrow();
        String text = new String(stored.bytes(), UTF_8);
        assertThat(text).contains(from);
        store.replace(POINTER, stored.tag(), text.replace(from, to).getBytes(UTF_8));
    }

    private static final class Outage extends InMemoryObjectStore {
        boolean down;
        Runnable beforeListing = () -> {};

        @Override
        public List<String> keysUnder(String prefix, String after, int limit) {
            Runnable once = beforeListing;
            beforeListing = () -> {};
            once.run();
            return super.keysUnder(prefix, after, limit);
        }

        @Override
        public Optional<Stored> read(String key) {
            if (down) {
                throw new StoreUnavailable("down");
            }
            return super.read(key);
        }
    }
}
