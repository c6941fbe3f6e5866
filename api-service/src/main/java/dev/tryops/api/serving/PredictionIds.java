package dev.tryops.api.serving;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** Draws the ids of predictions: UUIDs of version 7 (RFC 9562, section 5.7), which sort by time and tell it. */
public final class PredictionIds {

    private final Clock clock;

    public PredictionIds(Clock clock) {
        this.clock = clock;
    }

    /** Draws one for each of the first {@code rows} rows; all tell the same time. */
    public void draw(InferenceBuffers buffers, int rows) {
        long now = clock.millis();
        ThreadLocalRandom random = ThreadLocalRandom.current();
        buffers.reserveIds(rows);
        for (int row = 0; row < rows; row++) {
            long high = now << 16 | 0x7000 | random.nextInt(1 << 12);
            long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
            buffers.id(row, high, low);
        }
    }
}
