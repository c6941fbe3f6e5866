package dev.tryops.api.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tryops.api.web.RequestRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PredictionSlotsTest {

    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger backlog = new AtomicInteger();
    private final AtomicLong nanoTime = new AtomicLong();
    private final PredictionSlots slots = new PredictionSlots(2, 8, backlog::get, nanoTime::get);

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
        PredictionSlots three = new PredictionSlots(3, 64, () -> 0, nanoTime::get);
        List<boolean[]> taken = three.forEachPlace(() -> new boolean[1]); // racy on purpose: only the place protects it
        AtomicInteger clashes = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                all.add(threads.submit(() -> three.use(
                        place -> {
                            if (taken.get(place)[0]) {
                                clashes.incrementAndGet();
                            }
                            taken.get(place)[0] = true;
                            Thread.onSpinWait();
                            taken.get(place)[0] = false;
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
    void refusesWhenNoSlotBecomesFree() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            takeAllSlots(threads, end);

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
    void nothingWaitsWhereThoseBeforeItWouldTakeTooLong() {
        computationsTakeMillis(10);
        backlog.set(9); // of 10 ms in two slots: 45 ms

        assertThat(acceptedWhileAllSlotsAreTaken()).isFalse();
    }

    @Test
    void manyMayWaitForWhatIsQuick() {
        computationsTakeMillis(1);
        backlog.set(35);

        assertThat(acceptedWhileAllSlotsAreTaken()).isTrue();
    }

    @Test
    void oneComputationThatWasHeldUpSaysNothingOfTheOthers() {
        slots.use(place -> nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(5)), refusals::incrementAndGet);
        backlog.set(30);

        assertThat(acceptedWhileAllSlotsAreTaken()).isTrue();
    }

    @Test
    void whatIsQuickMayKeepAllThreadsWaiting() throws Exception {
        PredictionSlots narrow = new PredictionSlots(1, 3, () -> 0, nanoTime::get);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        List<Future<Boolean>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            all.add(threads.submit(() -> narrow.use(
                    place -> {
                        taken.countDown();
                        return awaitUninterruptibly(end);
                    },
                    refusals::incrementAndGet)));
            taken.await();
            for (int i = 0; i < 3; i++) {
                all.add(threads.submit(() -> narrow.<Boolean>use(place -> true, refusals::incrementAndGet)));
            }
            while (narrow.waiting() < 3 && refusals.get() == 0) {
                Thread.onSpinWait();
            }
            end.countDown();
        }
        assertThat(all).allSatisfy(each -> assertThat(each.state()).isEqualTo(Future.State.SUCCESS));
    }

    private void computationsTakeMillis(long millis) {
        for (int i = 0; i < 500; i++) {
            slots.use(place -> nanoTime.addAndGet(millis * 1_000_000), refusals::incrementAndGet);
        }
    }

    /** Whether one more waits for a slot, and gets the one that is given back while it waits. */
    private boolean acceptedWhileAllSlotsAreTaken() {
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            takeAllSlots(threads, end);
            Future<Boolean> one = threads.submit(() -> slots.<Boolean>use(place -> true, refusals::incrementAndGet));
            while (!one.isDone() && slots.waiting() == 0) {
                Thread.onSpinWait(); // the wait is short
            }
            end.countDown();
            return one.get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(RequestRefused.class);
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns when none is free; they are given back at {@code end}. */
    private void takeAllSlots(ExecutorService threads, CountDownLatch end) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            threads.submit(() -> slots.use(
                    place -> {
                        taken.countDown();
                        return awaitUninterruptibly(end);
                    },
                    refusals::incrementAndGet));
        }
        taken.await();
    }

    private static boolean awaitUninterruptibly(CountDownLatch end) {
        try {
            return end.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
