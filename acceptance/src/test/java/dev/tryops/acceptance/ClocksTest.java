package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClocksTest {

    private final AtomicLong millis = new AtomicLong(1_000);
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Clocks clocks = new Clocks(millis::get, nanos::get);

    @Test
    void clocksThatRunTogetherAreNotWorthAWord() {
        pass(Duration.ofMinutes(5), Duration.ofMinutes(5).plusMillis(900));

        assertThat(clocks.apart()).isEmpty();
    }

    @Test
    void aClockThatWasSetIsToldAlsoIfItWasSetBack() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(91));
        pass(Duration.ofSeconds(91), Duration.ofSeconds(1));

        assertThat(clocks.apart())
                .hasValue("The time of day ran +90.0 s apart from System.nanoTime during the load: the clock was set");
    }

    private void pass(Duration onTheCounter, Duration onTheClock) {
        nanos.addAndGet(onTheCounter.toNanos());
        millis.addAndGet(onTheClock.toMillis());
        clocks.look();
    }
}
