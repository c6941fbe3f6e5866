package dev.tryops.api.traffic;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the server's connections four times a second, on a thread of its own that no client can occupy. While all
 * threads are busy it looks more often at the clients that they may wait for.
 */
final class ServerWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerWatch.class);

    private static final long MILLIS_WHEN_BUSY = 50;
    private static final int BUSY_LOOKS = 5;

    private final BodyWaits bodies;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("server-watch").daemon().factory());

    private volatile @Nullable WatchedProtocol protocol;
    private volatile boolean crowded;
    private int looks;

    ServerWatch(BodyWaits bodies) {
        this.bodies = bodies;
    }

    void attach(WatchedProtocol watched) {
        protocol = watched;
        ConnectionWatch connections = new ConnectionWatch(watched.endpoint());
        UnreadAnswers answers = new UnreadAnswers(watched.endpoint());
        thread.scheduleWithFixedDelay(
                () -> look(watched, connections, answers), MILLIS_WHEN_BUSY, MILLIS_WHEN_BUSY, TimeUnit.MILLISECONDS);
    }

    /** Requests that have arrived and wait for a thread. */
    int backlog() {
        WatchedProtocol watched = protocol;
        return watched == null ? 0 : watched.backlog();
    }

    /** Whether others wait for a connection or a thread, so that nobody should keep one for a next request. */
    boolean crowded() {
        return crowded;
    }

    /** A scheduled task that throws is never run again, so nothing may escape. */
    private void look(WatchedProtocol watched, ConnectionWatch connections, UnreadAnswers answers) {
        try {
            boolean whole = ++looks % BUSY_LOOKS == 0;
            if (!whole && !watched.busy()) {
                return;
            }
            watched.setConnectionUploadTimeout(bodies.gapMillis());
            bodies.endOverdue();
            answers.look();
            crowded = connections.scarce() || answers.scarce();
            if (whole) {
                connections.look();
            }
        } catch (RuntimeException e) {
            log.error("Looking after the connections failed; the watch goes on", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
