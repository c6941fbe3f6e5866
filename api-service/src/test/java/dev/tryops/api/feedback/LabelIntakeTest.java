package dev.tryops.api.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.web.RequestRefused;
import dev.tryops.model.ClassLabel;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.registry.InMemoryObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Labels whose store is slow, hangs, or loses its answers. */
class LabelIntakeTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-20");
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final AtomicInteger written = new AtomicInteger();

    @Test
    void aStoreThatHangsHoldsFewRequestsAndNoneForLong() throws InterruptedException {
        HangingStore store = new HangingStore();
        try (LabelIntake intake = intake(store, MOMENT)) {
            List<Thread> waiting = new ArrayList<>();
            AtomicInteger refused = new AtomicInteger();
            for (int i = 0; i < 40; i++) {
                waiting.add(Thread.ofVirtual().start(() -> {
                    try {
                        intake.take(labels(1));
                    } catch (RequestRefused e) {
                        refused.incrementAndGet();
                    }
                }));
            }
            for (Thread each : waiting) {
                assertThat(each.join(Duration.ofSeconds(10))).isTrue();
            }

            assertThat(refused).hasValue(40);
            assertThat(store.writes).hasValueLessThanOrEqualTo(LabelIntake.WRITERS);
            store.release.countDown();
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> intake.take(labels(1)));
        }
    }

    @Test
    void saysHowManyLabelsAreSafeWhenTheStoreIsTooSlowForTheRest() {
        HangingStore store = new HangingStore();
        store.hangsAfter = 1;
        try (LabelIntake intake = intake(store, MOMENT)) {
            assertThatThrownBy(() -> intake.take(labels(3)))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("1 of 3 labels are known to be kept");
            assertThat(written).hasValue(1);
            store.release.countDown();
        }
    }

    @Test
    void anAnswerThatWasLostIsNotTakenForAYes() {
        InMemoryObjectStore store = new InMemoryObjectStore() {
            @Override
            public WriteOutcome create(String key, byte[] bytes) {
                super.create(key, bytes);
                return new WriteOutcome.Unknown(new java.io.IOException("reset"));
            }
        };
        try (LabelIntake intake = intake(store, LONG)) {
            assertThatThrownBy(() -> intake.take(labels(1)))
                    .isInstanceOf(RequestRefused.class)
                    .hasMessageContaining("0 of 1");
        }
    }

    private LabelIntake intake(InMemoryObjectStore store, Duration patience) {
        return new LabelIntake(Optional.of(new LabelStore(store, Clock.systemUTC())), patience, written::addAndGet);
    }

    /** One label for each of so many days. */
    private static SortedMap<LocalDate, List<Label>> labels(int days) {
        SortedMap<LocalDate, List<Label>> labels = new TreeMap<>();
        for (int day = 0; day < days; day++) {
            labels.put(DAY.plusDays(day), List.of(new Label(UUID.randomUUID(), ClassLabel.ofNumber("1"))));
        }
        return labels;
    }

    /** Does not return from a write until it is released. */
    private static final class HangingStore extends InMemoryObjectStore {

        private final CountDownLatch release = new CountDownLatch(1);
        private final AtomicInteger writes = new AtomicInteger();
        private int hangsAfter;

        @Override
        public WriteOutcome create(String key, byte[] bytes) {
            assertThat(key).startsWith(PredictionLayout.feedback(DAY).substring(0, 14));
            if (writes.getAndIncrement() >= hangsAfter) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.create(key, bytes);
        }
    }
}
