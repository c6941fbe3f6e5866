package dev.tryops.api.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tryops.api.TestModels;
import dev.tryops.model.LinearModel;
import dev.tryops.registry.ModelBundle;
import dev.tryops.registry.PointerState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelSlotTest {

    private final ModelSlot slot = new ModelSlot();
    private int openBefore;

    @BeforeEach
    void count() {
        openBefore = OnnxModel.openSessions();
    }

    @AfterEach
    void everySessionIsClosedInTheEnd() {
        slot.clear();
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
                    OnnxModel.open(bundle.onnx(), linear.layout(), 2));
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
