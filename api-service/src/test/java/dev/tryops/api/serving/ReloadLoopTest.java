package dev.tryops.api.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.TestModels;
import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.Justification;
import dev.tryops.registry.ModelRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReloadLoopTest {

    private static final EnvironmentName PRODUCTION = new EnvironmentName("production");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FailingStore store = new FailingStore();
    private final ModelRegistry registry = new ModelRegistry(store, Clock.systemUTC());
    private final ModelSlot slot = new ModelSlot();
    private final ServingHealth health = new ServingHealth();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        slot.clear();
    }

    @Test
    void goesOnAfterAnErrorThatNobodyExpected() {
        serve(1);
        store.failure = Optional.of(new UnsatisfiedLinkError("on purpose"));
        ReloadLoop loop = loop(Duration.ofMillis(10));
        loop.start();
        await().atMost(SOON).until(() -> health.degraded().equals(java.util.List.of("pointer_unreadable")));
        assertThat(meters.counter("model_pointer_poll_errors_total").count()).isPositive();

        store.failure = Optional.empty();

        await().atMost(SOON).until(() -> slot.use(model -> true).isPresent());
        assertThat(health.degraded()).isEmpty();
        loop.stop();
    }

    @Test
    void aProcessWithoutAModelDoesNotWaitForALongInterval() {
        ReloadLoop loop = loop(Duration.ofHours(1));
        loop.start();
        serve(1);

        await().atMost(SOON).until(() -> slot.use(model -> true).isPresent());
        loop.stop();
    }

    @Test
    void swapsNothingAfterItsStop() {
        ReloadLoop loop = loop(Duration.ofMillis(1));
        loop.start();
        serve(1);
        await().atMost(SOON).until(() -> slot.use(model -> true).isPresent());
        int before = OnnxModel.openSessions();

        loop.stop();
        slot.clear();
        serve(2);

        assertThat(loop.isRunning()).isFalse();
        assertThat(OnnxModel.openSessions()).isEqualTo(before - 1);
        assertThat(slot.use(model -> true)).isEmpty();
    }

    @Test
    void closesTheReplacedModelInTimeEvenIfTheNextLookIsFarAway() {
        ModelSlot keeping = new ModelSlot(Duration.ofMillis(200), System::nanoTime);
        int before = OnnxModel.openSessions();
        serve(1);
        new ModelReloader(
                        registry,
                        PRODUCTION,
                        keeping,
                        new ModelLoader(PredictionObservers.NONE),
                        Duration.ofHours(1),
                        Clock.systemUTC())
                .poll();
        serve(2);

        ReloadLoop loop = loop(keeping, Duration.ofHours(1));
        loop.start();

        await().atMost(SOON)
                .until(() -> keeping.use(ServingModel::version).equals(Optional.of(TestModels.version(2)))
                        && OnnxModel.openSessions() == before + 1);
        loop.stop();
        keeping.clear();
    }

    private ReloadLoop loop(Duration interval) {
        return loop(slot, interval);
    }

    private ReloadLoop loop(ModelSlot slot, Duration interval) {
        ModelReloader reloader = new ModelReloader(
                registry, PRODUCTION, slot, new ModelLoader(PredictionObservers.NONE), interval, Clock.systemUTC());
        ServingMetrics metrics =
                new ServingMetrics(meters, new ModelInfoCollector("store", PRODUCTION), interval, Clock.systemUTC());
        return new ReloadLoop(reloader, slot, metrics, health, interval, event -> {});
    }

    private void serve(int number) {
        registry.publish(TestModels.bundle(TestModels.version(number), 0));
        registry.promote(
                PRODUCTION,
                TestModels.version(number),
                registry.serving(PRODUCTION),
                new Justification("someone", "because"));
    }

    private static final class FailingStore extends InMemoryObjectStore {
        volatile Optional<Error> failure = Optional.empty();

        @Override
        public Optional<Stored> read(String key) {
            failure.ifPresent(error -> {
                throw error;
            });
            return super.read(key);
        }
    }
}
