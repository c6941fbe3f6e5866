package dev.tryops.api.tracing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of a collector that does not do its part: each thing once a minute at most. One thread. */
final class Complaints {

    private static final Logger log = LoggerFactory.getLogger(Complaints.class);
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final String url;
    private final LongSupplier nanoTime;
    private boolean failing;
    private long mayFail;
    private long mayDrop;
    private long droppedBefore;

    /** {@code nanoTime} is a clock that is never set, as {@link System#nanoTime()}. */
    Complaints(String url, LongSupplier nanoTime) {
        this.url = url;
        this.nanoTime = nanoTime;
        this.mayFail = nanoTime.getAsLong();
        this.mayDrop = mayFail;
    }

    void failed(String reason) {
        long now = nanoTime.getAsLong();
        if (!failing && now - mayFail >= 0) {
            failing = true;
            mayFail = now + PAUSE;
            log.warn(
                    "The collector at {} does not take spans: {}. Requests are answered as before; their traces are"
                            + " lost until it does",
                    url,
                    reason);
        }
    }

    void delivered() {
        if (failing) {
            failing = false;
            log.info("The collector at {} takes spans again", url);
        }
    }

    /** {@code dropped} is how many were dropped in all, because too many waited. */
    void dropped(long dropped) {
        long now = nanoTime.getAsLong();
        if (!failing && dropped > droppedBefore && now - mayDrop >= 0) {
            mayDrop = now + PAUSE;
            log.warn(
                    "{} spans were dropped because the collector at {} takes them slower than they come: trace a smaller"
                            + " share (OTEL_TRACES_SAMPLER_ARG)",
                    dropped - droppedBefore,
                    url);
            droppedBefore = dropped;
        }
    }
}
