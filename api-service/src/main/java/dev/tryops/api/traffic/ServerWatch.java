package dev.tryops.api.traffic;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
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

    ServerWatch(BodyWaits bodies) {
        this.bodies = bodies;
    }

    void attach(WatchedProtocol watched) {
        protocol = watched;
        Look look = new Look(watched);
        thread.scheduleWithFixedDelay(look, MILLIS_WHEN_BUSY, MILLIS_WHEN_BUSY, TimeUnit.MILLISECONDS);
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

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Look implements Runnable {
        private final WatchedProtocol watched;
        private final Stillness<NioSocketWrapper> reads =
                new Stillness<>(NioSocketWrapper::getLastRead, System::nanoTime);
        private final Stillness<NioSocketWrapper> writes =
                new Stillness<>(NioSocketWrapper::getLastWrite, System::nanoTime);
        private final ConnectionWatch connections;
        private final UnreadAnswers answers;
        private int looks;

        Look(WatchedProtocol watched) {
            this.watched = watched;
            this.connections = new ConnectionWatch(watched, reads);
            this.answers = new UnreadAnswers(watched.endpoint(), writes);
        }

        /** A scheduled task that throws is never run again, so nothing may escape. */
        @Override
        public void run() {
            try {
                boolean whole = ++looks % BUSY_LOOKS == 0;
                if (whole || watched.busy()) {
                    look(whole);
                }
            } catch (RuntimeException | Error e) {
                // A task that throws is never run again, and nobody else has timeouts.
                log.error("Looking after the connections failed; the watch goes on", e);
            }
        }

        private void look(boolean whole) {
            List<NioSocketWrapper> all = watched.connections();
            reads.look(all);
            writes.look(all);
            bodies.endOverdue(reads);
            answers.look(all);
            crowded = connections.scarce() || answers.scarce();
            if (whole) {
                connections.look(all);
            }
        }
    }
}
