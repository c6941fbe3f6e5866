package dev.tryops.api.predict;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Draws the ids of predictions: UUIDs of version 7 (RFC 9562, section 5.7), which sort by time. */
public final class PredictionIds {

    private final Clock clock;

    PredictionIds(Clock clock) {
        this.clock = clock;
    }

    public UUID next() {
        return next(now());
    }

    /** The time of ids that are drawn together, in milliseconds since 1970. */
    public long now() {
        return clock.millis();
    }

    /** An id of that time. */
    public UUID next(long now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = now << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
