package dev.tryops.acceptance;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.LongSupplier;

/** Whether the time of day and {@link System#nanoTime} ran apart: then somebody set the clock, or the machine stood still. */
final class Clocks {

    private static final Duration NOTABLE = Duration.ofSeconds(1);

    private final LongSupplier millis;
    private final LongSupplier nanos;
    private final long startMillis;
    private final long startNanos;
    private final LongAccumulator farthest =
            new LongAccumulator((a, b) -> Math.abs(b) > Math.abs(a) ? b : a, 0); // milliseconds

    Clocks() {
        this(System::currentTimeMillis, System::nanoTime);
    }

    Clocks(LongSupplier millis, LongSupplier nanos) {
        this.millis = millis;
        this.nanos = nanos;
        this.startMillis = millis.getAsLong();
        this.startNanos = nanos.getAsLong();
    }

    void look() {
        long elapsed = Duration.ofNanos(nanos.getAsLong() - startNanos).toMillis();
        farthest.accumulate(millis.getAsLong() - startMillis - elapsed);
    }

    /** A sentence, if any look saw them more than a second apart. */
    Optional<String> apart() {
        long apart = farthest.get();
        return Math.abs(apart) <= NOTABLE.toMillis()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "The time of day ran %+.1f s apart from System.nanoTime during the load: the clock was set",
                        apart / 1e3));
    }
}
