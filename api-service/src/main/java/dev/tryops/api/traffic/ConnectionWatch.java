package dev.tryops.api.traffic;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that idle for too long, or keep others out. Tomcat's timeouts begin anew with every byte, and at its
 * limit it closes nothing, so that a few clients that send a byte now and then, or nothing, could hold every place.
 *
 * <p>Connections are <em>scarce</em> when an eighth of the places or less is left. Then those that idle give up their
 * places, the longest idle first, and a header section must come faster.
 */
final class ConnectionWatch {

    private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);

    /** From the first byte of a request to the end of its header section. */
    private static final Duration HEADERS = Duration.ofSeconds(10);

    /** Headers come in a packet or two; whoever waits for a place waits as long as the last to take one may. */
    private static final Duration HEADERS_WHEN_SCARCE = Duration.ofMillis(500);

    private static final Duration IDLE_WHEN_SCARCE = Duration.ofSeconds(1);

    /** For a byte of a body that no route reads. */
    private static final Duration STALLED = Duration.ofSeconds(10);

    private final WatchedProtocol protocol;
    private final NioEndpoint endpoint;
    private final Stillness<NioSocketWrapper> reads;

    ConnectionWatch(WatchedProtocol protocol, Stillness<NioSocketWrapper> reads) {
        this.protocol = protocol;
        this.endpoint = protocol.endpoint();
        this.reads = reads;
    }

    boolean scarce() {
        int most = endpoint.getMaxConnections();
        return endpoint.getConnectionCount() >= most - most / 8;
    }

    /** One look at every connection. */
    void look(List<NioSocketWrapper> connections) {
        protocol.forgetClosed();
        boolean scarce = scarce();
        Duration patience = scarce ? HEADERS_WHEN_SCARCE : HEADERS;
        List<NioSocketWrapper> idle = new ArrayList<>();
        int slow = 0;
        for (NioSocketWrapper connection : connections) {
            if (closeIf(connection, () -> headersTakeLongerThan(connection, patience))) {
                slow++;
            } else if (closeIf(connection, () -> idlesLongerThan(connection, protocol.mayIdle(connection)))) {
                log.debug("Closed a connection that was idle for its time");
            } else if (scarce && idlesLongerThan(connection, IDLE_WHEN_SCARCE)) {
                idle.add(connection);
            }
        }
        int closed = scarce ? closeLongestIdle(idle) : 0;
        if (slow + closed > 0) {
            log.atDebug().addKeyValue("slow", slow).addKeyValue("idle", closed).log("Closed connections");
        }
    }

    /** Down to three quarters of the places, so that there is room for a while. */
    private int closeLongestIdle(List<NioSocketWrapper> idle) {
        long tooMany = endpoint.getConnectionCount() - endpoint.getMaxConnections() * 3L / 4;
        idle.sort(Comparator.comparing(reads::of).reversed());
        int closed = 0;
        for (NioSocketWrapper connection : idle.subList(0, (int) Math.clamp(tooMany, 0, idle.size()))) {
            closed += closeIf(connection, () -> idlesLongerThan(connection, IDLE_WHEN_SCARCE)) ? 1 : 0;
        }
        return closed;
    }

    /** Who holds the lock serves the connection; closing it under those hands would give its buffers to another. */
    private boolean closeIf(NioSocketWrapper connection, Condition condition) {
        if (!connection.getLock().tryLock()) {
            endStalledRead(connection);
            return false;
        }
        try {
            if (connection.isClosed() || !waitsForBytes(connection) || !condition.holds()) {
                return false;
            }
            connection.close();
            return true;
        } finally {
            connection.getLock().unlock();
        }
    }

    /** That of a thread which waits for what is left of a body, to drop it: it wakes up to an end of file. */
    private void endStalledRead(NioSocketWrapper connection) {
        SocketChannel channel = connection.getSocket().getIOChannel();
        if (channel == null
                || !waitsForBytes(connection)
                || reads.of(connection).compareTo(STALLED) <= 0) {
            return;
        }
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            log.debug("A slow client was gone already", e);
        }
    }

    /** False while bytes have arrived and wait for a thread. */
    private static boolean waitsForBytes(NioSocketWrapper connection) {
        return connection.interestOpsHas(SelectionKey.OP_READ);
    }

    private boolean idlesLongerThan(NioSocketWrapper connection, Duration time) {
        return connection.getCurrentProcessor() == null && reads.of(connection).compareTo(time) > 0;
    }

    /** A connection keeps its processor between two looks at its bytes only while a header section is incomplete. */
    private static boolean headersTakeLongerThan(NioSocketWrapper connection, Duration patience) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)) {
            return false;
        }
        long start = processor.getRequest().getStartTimeNanos();
        return start >= 0 && System.nanoTime() - start > patience.toNanos();
    }

    private interface Condition {
        boolean holds();
    }
}
