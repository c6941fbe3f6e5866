package dev.tryops.api.traffic;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many threads may wait for clients to send the rest of a body, and for how long. Three quarters of the threads at
 * most, so that slow clients can never occupy them all; once half of those wait, every body must come fast.
 */
final class BodyWaits {

    private static final int GAP_MILLIS = 5_000;
    private static final int GAP_MILLIS_WHEN_SCARCE = 500;
    private static final Duration WHEN_SCARCE = Duration.ofSeconds(1);

    private final int most;
    private final Duration patience;
    private final Semaphore places;

    /** @param patience from the end of the headers to the end of the body, while threads are plenty */
    BodyWaits(int serverThreads, Duration patience) {
        this.most = Math.max(1, serverThreads * 3 / 4);
        this.patience = patience;
        this.places = new Semaphore(most);
    }

    boolean enter() {
        return places.tryAcquire();
    }

    void leave() {
        places.release();
    }

    /** For the whole of a body. */
    Duration patience() {
        return scarce() && WHEN_SCARCE.compareTo(patience) < 0 ? WHEN_SCARCE : patience;
    }

    /** From one byte to the next. */
    int gapMillis() {
        int gap = scarce() ? GAP_MILLIS_WHEN_SCARCE : GAP_MILLIS;
        return (int) Math.min(gap, patience.toMillis());
    }

    private boolean scarce() {
        return places.availablePermits() < most / 2;
    }
}
