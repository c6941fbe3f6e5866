package dev.tryops.api.traffic;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many threads may wait for clients to send the rest of a body, and for how long. Three quarters of the threads at
 * most, so that slow clients can never occupy them all; once half of those wait, every body must come fast.
 */
final class BodyWaits {

    private static final Logger log = LoggerFactory.getLogger(BodyWaits.class);

    /** From one byte to the next. */
    private static final Duration GAP = Duration.ofSeconds(5);

    private static final Duration GAP_WHEN_SCARCE = Duration.ofMillis(500);
    private static final Duration WHEN_SCARCE = Duration.ofSeconds(1);

    private final int most;
    private final Duration patience;
    private final Semaphore places;
    private final Set<Wait> waiting = ConcurrentHashMap.newKeySet();

    /** @param patience from the end of the headers to the end of the body, while threads are plenty */
    BodyWaits(int serverThreads, Duration patience) {
        this.most = Math.max(1, serverThreads * 3 / 4);
        this.patience = patience;
        this.places = new Semaphore(most);
    }

    /**
     * A place for the calling thread, which is about to read; to be closed when it has read. Empty if all are taken.
     *
     * @param start of the body, as {@link System#nanoTime} tells it
     * @param longest from there to the end of the wait; less if threads become scarce
     */
    Optional<Wait> enter(long start, Duration longest) {
        if (!places.tryAcquire()) {
            return Optional.empty();
        }
        Wait wait = new Wait(start, longest);
        waiting.add(wait);
        return Optional.of(wait);
    }

    /** For the whole of a body. */
    Duration patience() {
        return scarce() && WHEN_SCARCE.compareTo(patience) < 0 ? WHEN_SCARCE : patience;
    }

    private boolean scarce() {
        return places.availablePermits() < most / 2;
    }

    /**
     * Ends every wait that is overdue. The reader cannot do it: between two bytes of a body there may be thousands of a
     * chunk's header, for which one call waits one by one.
     *
     * @param reads since when nothing has come
     */
    void endOverdue(Stillness<NioSocketWrapper> reads) {
        long now = System.nanoTime();
        Duration longest = patience();
        Duration gap = scarce() ? GAP_WHEN_SCARCE : GAP;
        waiting.forEach(wait -> wait.endIfOverdue(now, longest, gap, reads));
    }

    /** How a wait went on. */
    enum End {
        NONE,
        /** The time was over before the client had sent what was waited for. */
        TOO_LATE,
        /** Nothing came for a while. */
        STALLED
    }

    /** One thread's wait for one client. */
    final class Wait implements AutoCloseable {
        private final long start;
        private final Duration longest;
        private final @Nullable NioSocketWrapper connection = WatchedProcessor.connection();
        private final @Nullable SocketChannel channel =
                connection == null ? null : connection.getSocket().getIOChannel();
        private End end = End.NONE;
        private boolean closed;

        private Wait(long start, Duration longest) {
            this.start = start;
            this.longest = longest;
        }

        synchronized End end() {
            return end;
        }

        /** The thread wakes up to an end of file, and can still answer. Not after the wait: it may be a next request's. */
        private synchronized void endIfOverdue(
                long now, Duration patience, Duration gap, Stillness<NioSocketWrapper> reads) {
            if (closed || end != End.NONE) {
                return;
            }
            long allowed = Math.min(longest.toNanos(), patience.toNanos());
            if (now - start > allowed) {
                end = End.TOO_LATE;
            } else if (connection != null && reads.of(connection).compareTo(gap) > 0) {
                end = End.STALLED;
            } else {
                return;
            }
            try {
                if (channel != null) {
                    channel.shutdownInput();
                }
            } catch (IOException e) {
                log.debug("A slow client was gone already", e);
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            waiting.remove(this);
            places.release();
        }
    }
}
