package dev.tryops.api.traffic;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off clients that do not read their answers, for which a thread waits. Tomcat's timeout begins anew with every byte
 * that was read.
 *
 * <p>Threads are <em>scarce</em> when more than a quarter of them wait so, for the others may wait for bodies, and for a
 * while after that. Then clients must read fast, and every connection ends with its answer, because a client that asks on
 * without reading meets a full buffer only with a later request.
 */
final class UnreadAnswers {

    private static final Logger log = LoggerFactory.getLogger(UnreadAnswers.class);

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_WHEN_SCARCE = Duration.ofSeconds(1);
    /** Without a byte read. */
    private static final Duration STALLED_WHEN_SCARCE = Duration.ofMillis(500);

    private static final Duration SCARCE_FOR = Duration.ofSeconds(10);

    private final NioEndpoint endpoint;
    private final Stillness<NioSocketWrapper> writes;
    /** The connections that were waited for at the last look, and since when, in milliseconds. */
    private Map<NioSocketWrapper, Long> waits = Map.of();

    private long scarceUntil;

    UnreadAnswers(NioEndpoint endpoint, Stillness<NioSocketWrapper> writes) {
        this.endpoint = endpoint;
        this.writes = writes;
        this.scarceUntil = millis();
    }

    boolean scarce() {
        return millis() - scarceUntil < 0;
    }

    /** One look at every connection. */
    void look(List<NioSocketWrapper> connections) {
        long now = millis();
        Map<NioSocketWrapper, Long> still = new HashMap<>();
        int waitedTwice = 0;
        for (NioSocketWrapper connection : connections) {
            if (connection.interestOpsHas(SelectionKey.OP_WRITE)) {
                Long since = waits.get(connection);
                waitedTwice += since == null ? 0 : 1;
                still.put(connection, since == null ? now : since);
            }
        }
        waits = still;
        if (waitedTwice > endpoint.getMaxThreads() / 4) {
            scarceUntil = now + SCARCE_FOR.toMillis();
        }
        still.forEach((connection, since) -> cutIfOverdue(connection, since, now));
    }

    private void cutIfOverdue(NioSocketWrapper connection, long since, long now) {
        long allowed = (scarce() ? LONGEST_WHEN_SCARCE : LONGEST).toMillis();
        long stalled = Math.min(now - since, writes.of(connection).toMillis());
        if (now - since > allowed || scarce() && stalled > STALLED_WHEN_SCARCE.toMillis()) {
            cut(connection);
        }
    }

    /** Only ends what is sent: the thread that waits wakes up to that, and closes what is its own. */
    private static void cut(NioSocketWrapper connection) {
        SocketChannel channel = connection.getSocket().getIOChannel();
        if (channel == null || connection.isClosed()) { // closed: the channel may be another's by now
            return;
        }
        try {
            channel.shutdownOutput();
            log.debug("Cut off a client that does not read its answer");
        } catch (IOException e) {
            log.debug("A client that did not read was gone already", e);
        }
    }

    /** Of a clock that nobody sets. */
    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
