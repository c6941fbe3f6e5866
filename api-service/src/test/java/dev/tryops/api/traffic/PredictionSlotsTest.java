package dev.tryops.api.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.web.RequestRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PredictionSlotsTest {

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger backlog = new AtomicInteger();
    private final PredictionSlots slots = new PredictionSlots(2, 8, backlog::get);

    @Test
    void computesNoMoreAtOnceThanThereAreSlots() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(threads.submit(() -> slots.use(
                        place -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            return now.decrementAndGet();
                        },
                        refusals::incrementAndGet)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(most.get()).isBetween(1, 2);
        assertThat(refusals).hasValue(0);
    }

    @Test
    void aPlaceIsNobodyElsesMeanwhile() throws Exception {
        PredictionSlots three = new PredictionSlots(3, 64, () -> 0);
        boolean[] taken = new boolean[three.count()]; // racy on purpose: only the place protects it
        AtomicInteger clashes = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                all.add(threads.submit(() -> three.use(
                        place -> {
                            if (taken[place]) {
                                clashes.incrementAndGet();
                            }
                            taken[place] = true;
                            Thread.onSpinWait();
                            taken[place] = false;
                            return true;
                        },
                        refusals::incrementAndGet)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(clashes).hasValue(0);
        assertThat(refusals).hasValue(0);
    }

    @Test
    void oneAfterTheOtherUsesTheSamePlace() {
        assertThat(slots.<Integer>use(place -> place, refusals::incrementAndGet))
                .isEqualTo(0);
        assertThat(slots.<Integer>use(place -> place, refusals::incrementAndGet))
                .isEqualTo(0);
    }

    @Test
    void refusesWhenNoSlotBecomesFree() {
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            AtomicInteger started = new AtomicInteger();
            for (int i = 0; i < 2; i++) {
                threads.submit(() -> slots.use(
                        place -> {
                            started.incrementAndGet();
                            try {
                                end.await();
                            } catch (InterruptedException e) {
                                throw new AssertionError(e);
                            }
                            return true;
                        },
                        refusals::incrementAndGet));
            }
            await().until(() -> started.get() == 2);

            assertThatThrownBy(() -> slots.use(place -> true, refusals::incrementAndGet))
                    .isInstanceOf(RequestRefused.class);
            end.countDown();
        }
        assertThat(refusals).hasValue(1);
        assertThat(slots.<Boolean>use(place -> true, refusals::incrementAndGet)).isTrue();
    }

    @Test
    void aFreeSlotIsTakenHoweverManyWaitForAThread() {
        backlog.set(50);

        assertThat(slots.<Boolean>use(place -> true, refusals::incrementAndGet)).isTrue();
        assertThat(refusals).hasValue(0);
    }

    @Test
    void nothingWaitsForASlotWhileMoreRequestsWaitForAThreadThanHalfOfThem() {
        PredictionSlots none = new PredictionSlots(0, 8, backlog::get);
        backlog.set(5);

        long start = System.nanoTime();
        assertThatThrownBy(() -> none.use(place -> true, refusals::incrementAndGet))
                .isInstanceOf(RequestRefused.class);
        long atOnce = System.nanoTime() - start;
        backlog.set(4);
        start = System.nanoTime();
        assertThatThrownBy(() -> none.use(place -> true, refusals::incrementAndGet))
                .isInstanceOf(RequestRefused.class);

        assertThat(System.nanoTime() - start).as("waited").isGreaterThan(atOnce);
        assertThat(refusals).hasValue(2);
    }

    @Test
    void aPredictionThatFailsGivesItsSlotBack() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> slots.use(
                            place -> {
                                throw new IllegalStateException("broken");
                            },
                            refusals::incrementAndGet))
                    .hasMessage("broken");
        }
        assertThat(refusals).hasValue(0);
    }
}
