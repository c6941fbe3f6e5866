package dev.tryops.api.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.api.TestModels;
import dev.tryops.model.LinearModel;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.PointerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelSlotTest {

    private static final Duration KEEP = Duration.ofSeconds(60);

    private final ModelSlot slot = new ModelSlot();
    private final AtomicLong now = new AtomicLong();
    private final ModelSlot keeping = new ModelSlot(KEEP, now::get);
    private int openBefore;

    @BeforeEach
    void count() {
        openBefore = OnnxModel.openSessions();
    }

    @AfterEach
    void everySessionIsClosedInTheEnd() {
        slot.clear();
        keeping.clear();
        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore);
    }

    @Test
    void lendsNothingWhereNoModelServes() {
        assertThat(slot.use(ServingModel::version)).isEmpty();
    }

    @Test
    void lendsTheModelOfTheLastSwap() {
        slot.swap(model(1, 0));
        slot.swap(model(2, 0));

        assertThat(slot.use(ServingModel::version)).contains(TestModels.version(2));
    }

    @Test
    void closesTheOldModelAtOnceWhenNobodyUsesIt() {
        slot.swap(model(1, 0));
        slot.swap(model(2, 0));

        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 1);
    }

    @Test
    void keepsTheOldModelOpenUntilItsLastRequestEnds() throws Exception {
        slot.swap(model(1, 0));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch swapped = new CountDownLatch(1);

        try (var threads = Executors.newSingleThreadExecutor()) {
            Future<Double> answer = threads.submit(() -> slot.use(model -> {
                        inside.countDown();
                        await(swapped);
                        return predict(model);
                    })
                    .orElseThrow());
            inside.await();
            slot.swap(model(2, 3));
            assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 2);
            swapped.countDown();

            assertThat(answer.get()).isCloseTo(expected(0), within(1e-6));
        }
        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 1);
    }

    @Test
    void givesTheLeaseBackWhenTheWorkThrows() {
        slot.swap(model(1, 0));
        try {
            slot.use(model -> {
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException expected) {
            // The lease is what is looked at.
        }

        slot.swap(model(2, 0));

        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 1);
    }

    @Test
    void survivesManySwapsUnderLoadWithEachAnswerFromOneModel() throws Exception {
        slot.swap(model(1, 0));
        AtomicBoolean stop = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(threads.submit(() -> countTrueAnswers(stop)));
            }
            for (int i = 2; i <= 60; i++) {
                slot.swap(model(i, i % 2 == 0 ? 3 : 0));
            }
            stop.set(true);

            for (Future<Integer> client : clients) {
                assertThat(client.get()).isPositive();
            }
        }
        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 1);
    }

    @Test
    void lendsTheReplacedVersionByItsNameUntilItsTimeIsUp() {
        keeping.swap(model(1, 0));
        keeping.swap(model(2, 3));

        assertThat(keeping.use(ServingModel::version)).contains(TestModels.version(2));
        assertThat(keeping.use(TestModels.version(2), ModelSlotTest::predict)).hasValueSatisfying(close(3));
        now.set(KEEP.toNanos() - 1);
        assertThat(keeping.use(TestModels.version(1), ModelSlotTest::predict)).hasValueSatisfying(close(0));
        now.set(KEEP.toNanos());
        assertThat(keeping.use(TestModels.version(1), ServingModel::version)).isEmpty();
        assertThat(keeping.use(TestModels.version(3), ServingModel::version)).isEmpty();
    }

    @Test
    void closesTheReplacedModelOnceWhenItsTimeIsUp() {
        keeping.swap(model(1, 0));
        keeping.swap(model(2, 0));
        keeping.expire();
        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 2);
        now.set(KEEP.toNanos());

        keeping.expire();
        keeping.expire();

        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 1);
    }

    @Test
    void keepsOneReplacedModelAndNoMore() {
        keeping.swap(model(1, 0));
        keeping.swap(model(2, 0));
        keeping.swap(model(3, 0));

        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 2);
        assertThat(keeping.use(TestModels.version(1), ServingModel::version)).isEmpty();
        assertThat(keeping.use(TestModels.version(2), ServingModel::version)).isPresent();
    }

    @Test
    void aVersionPromotedAgainReplacesItselfAndNotThePreviousOne() {
        keeping.swap(model(1, 0));
        keeping.swap(model(2, 0));

        keeping.swap(model(2, 0));

        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 2);
        assertThat(keeping.use(TestModels.version(1), ServingModel::version)).isPresent();
    }

    @Test
    void keepsTheReplacedModelOpenBeyondItsTimeWhileItIsUsed() {
        keeping.swap(model(1, 0));
        keeping.swap(model(2, 3));

        double answer = keeping.use(TestModels.version(1), model -> {
                    now.set(KEEP.toNanos());
                    keeping.expire();
                    keeping.clear();
                    return predict(model);
                })
                .orElseThrow();

        assertThat(answer).isCloseTo(expected(0), within(1e-6));
        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore);
    }

    @Test
    void pinnedClientsAreAnsweredThroughEverySwapThereAndBack() throws Exception {
        keeping.swap(model(1, 0));
        keeping.swap(model(2, 3));
        AtomicBoolean stop = new AtomicBoolean();
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int pinned = 1 + i % 2;
                clients.add(threads.submit(() -> countPinnedAnswers(stop, pinned)));
            }
            for (int i = 1; i <= 60; i++) {
                keeping.swap(i % 2 == 1 ? model(1, 0) : model(2, 3));
                keeping.expire();
            }
            stop.set(true);

            for (Future<Integer> client : clients) {
                assertThat(client.get()).isPositive();
            }
        }
        assertThat(OnnxModel.openSessions()).isEqualTo(openBefore + 2);
    }

    private int countPinnedAnswers(AtomicBoolean stop, int pinned) {
        int count = 0;
        while (!stop.get()) {
            assertThat(keeping.use(TestModels.version(pinned), ModelSlotTest::predict))
                    .hasValueSatisfying(close(pinned == 1 ? 0 : 3));
            count++;
        }
        return count;
    }

    private int countTrueAnswers(AtomicBoolean stop) {
        int count = 0;
        while (!stop.get()) {
            slot.use(model -> {
                double bias = model.metadata().positiveCoefficients().bias();
                assertThat(predict(model)).isCloseTo(expected(bias), within(1e-6));
                return true;
            });
            count++;
        }
        return count;
    }

    private static Consumer<Double> close(double bias) {
        return p -> assertThat(p).isCloseTo(expected(bias), within(1e-6));
    }

    private static double predict(ServingModel model) {
        try (InferenceBuffers buffers = new InferenceBuffers()) {
            buffers.begin(model.layout());
            buffers.reserve(1);
            buffers.number(0, 0, 30);
            buffers.number(0, 1, 0.2f);
            buffers.number(0, 2, 1);
            model.onnx().run(buffers, 1);
            return model.prediction(buffers, 0);
        }
    }

    private static double expected(double bias) {
        return TestModels.probability(TestModels.coefficients(bias), 30, 0.2f, 1);
    }

    private static ServingModel model(int number, double bias) {
        ModelBundle bundle = TestModels.bundle(TestModels.version(number), bias);
        try {
            LinearModel linear = new LinearModel(bundle.metadata());
            return new ServingModel(
                    new PointerState.InForce(null, new byte[0], ""),
                    ServingModel.Role.CURRENT,
                    bundle.metadata(),
                    TestModels.SCHEMA,
                    linear,
                    bundle.baseline(),
                    OnnxModel.open(bundle.onnx(), linear.layout(), 2),
                    PredictionObserver.NONE);
        } catch (OnnxModel.GraphMismatch e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
