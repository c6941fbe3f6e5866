package dev.tryops.api.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StillnessTest {

    private static final Duration LOOK = Duration.ofMillis(250);

    /** The time of day at which something last happened on a connection. */
    private final AtomicLong connection = new AtomicLong(1_000_000);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // a count may pass its end
    private final Stillness<AtomicLong> stillness = new Stillness<>(AtomicLong::get, nanos::get);

    @Test
    void countsFromTheLookThatSawTheLastChange() {
        looks(5);

        assertThat(stillness.of(connection)).isEqualTo(LOOK.multipliedBy(4));
    }

    @Test
    void beginsAnewWithEveryChange() {
        looks(5);
        connection.incrementAndGet();
        assertThat(stillness.of(connection)).isZero();
        looks(3);

        assertThat(stillness.of(connection)).isEqualTo(LOOK.multipliedBy(2));
    }

    @Test
    void aClockThatIsSetForwardOrBackAgesNobody() {
        looks(5);
        for (long set : List.of(90_000L, -90_000L, Duration.ofDays(20_000).toMillis())) {
            connection.addAndGet(set); // a request comes after the clock was set
            looks(2);
            assertThat(stillness.of(connection)).isEqualTo(LOOK);
        }
    }

    @Test
    void timeInWhichNobodyCouldLookCountsAsASecond() {
        looks(1);
        nanos.addAndGet(Duration.ofSeconds(80).toNanos());
        stillness.look(List.of(connection));

        assertThat(stillness.of(connection)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whoWasNeverSeenOrHasGoneIsNotStill() {
        assertThat(stillness.of(connection)).isZero();
        looks(5);
        stillness.look(List.of());

        assertThat(stillness.of(connection)).isZero();
    }

    private void looks(int count) {
        for (int i = 0; i < count; i++) {
            nanos.addAndGet(LOOK.toNanos());
            stillness.look(List.of(connection));
        }
    }
}
