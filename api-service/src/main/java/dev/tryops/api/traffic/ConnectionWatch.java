package dev.tryops.api.traffic;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.coyote.Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that keep others out. Tomcat's timeouts begin anew with every byte, and at its limit it closes
 * nothing, so that a few clients that send a byte now and then, or nothing, could hold every place.
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

    private final NioEndpoint endpoint;

    ConnectionWatch(NioEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    boolean scarce() {
        int most = endpoint.getMaxConnections();
        return endpoint.getConnectionCount() >= most - most / 8;
    }

    /** One look at every connection. */
    void look() {
        boolean scarce = scarce();
        Duration patience = scarce ? HEADERS_WHEN_SCARCE : HEADERS;
        List<NioSocketWrapper> idle = new ArrayList<>();
        int slow = 0;
        for (SocketWrapperBase<NioChannel> each : endpoint.getConnections()) {
            NioSocketWrapper connection = (NioSocketWrapper) each;
            if (closeIf(connection, () -> headersTakeLongerThan(connection, patience))) {
                slow++;
            } else if (scarce && isIdle(connection)) {
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
        idle.sort(Comparator.comparingLong(NioSocketWrapper::getLastRead));
        int closed = 0;
        for (NioSocketWrapper connection : idle.subList(0, (int) Math.clamp(tooMany, 0, idle.size()))) {
            closed += closeIf(connection, () -> isIdle(connection)) ? 1 : 0;
        }
        return closed;
    }

    /** Who holds the lock serves the connection; closing it under those hands would give its buffers to another. */
    private static boolean closeIf(NioSocketWrapper connection, Condition condition) {
        if (!connection.getLock().tryLock()) {
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

    /** False while bytes have arrived and wait for a thread. */
    private static boolean waitsForBytes(NioSocketWrapper connection) {
        return connection.interestOpsHas(SelectionKey.OP_READ);
    }

    private static boolean isIdle(NioSocketWrapper connection) {
        return connection.getCurrentProcessor() == null
                && System.currentTimeMillis() - connection.getLastRead() > IDLE_WHEN_SCARCE.toMillis();
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
