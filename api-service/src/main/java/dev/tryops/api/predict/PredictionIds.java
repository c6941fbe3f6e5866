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
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
