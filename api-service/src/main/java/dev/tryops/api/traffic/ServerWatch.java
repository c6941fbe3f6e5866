package dev.tryops.api.traffic;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the server's connections four times a second, on a thread of its own that no client can occupy. */
final class ServerWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);

    private static final long MILLIS_BETWEEN_LOOKS = 250;

    private final BodyWaits bodies;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("server-watch").daemon().factory());

    private volatile @Nullable WatchedProtocol protocol;
    private volatile boolean connectionsScarce;

    ServerWatch(BodyWaits bodies) {
        this.bodies = bodies;
    }

    void attach(WatchedProtocol watched) {
        protocol = watched;
        ConnectionWatch connections = new ConnectionWatch(watched.endpoint());
        thread.scheduleWithFixedDelay(
                () -> look(watched, connections), MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Requests that have arrived and wait for a thread. */
    int backlog() {
        WatchedProtocol watched = protocol;
        return watched == null ? 0 : watched.backlog();
    }

    boolean connectionsScarce() {
        return connectionsScarce;
    }

    /** A scheduled task that throws is never run again, so nothing may escape. */
    private void look(WatchedProtocol watched, ConnectionWatch connections) {
        try {
            connectionsScarce = connections.scarce();
            watched.setConnectionUploadTimeout(bodies.gapMillis());
            bodies.endOverdue();
            connections.look();
        } catch (RuntimeException e) {
            log.error("Looking after the connections failed; the watch goes on", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
