package dev.tryops.api.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/**
 * Tomcat's own HTTP/1.1, with its connections and its backlog in view. Made by Tomcat, from the class's name.
 *
 * <p>Its timeouts are kept here, and {@link ServerWatch} applies them: Tomcat counts them by the time of day, and closes
 * connections on which requests arrive when somebody sets the clock.
 */
public final class WatchedProtocol extends Http11NioProtocol {

    private static final int NEVER = -1;
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Set<NioSocketWrapper> kept = ConcurrentHashMap.newKeySet();

    // Without initial values: Tomcat's constructor sets the first, before these would be assigned.
    private volatile int firstByteMillis;
    private volatile int keepAliveMillis;

    NioEndpoint endpoint() {
        return (NioEndpoint) getEndpoint();
    }

    List<NioSocketWrapper> connections() {
        return endpoint().getConnections().stream()
                .map(NioSocketWrapper.class::cast)
                .toList();
    }

    @Override
    public void setConnectionTimeout(int millis) {
        firstByteMillis = millis;
        super.setConnectionTimeout(NEVER);
    }

    @Override
    public void setKeepAliveTimeout(int millis) {
        keepAliveMillis = millis;
        super.setKeepAliveTimeout(NEVER);
    }

    /** The connection waits for a next request. */
    void keep(NioSocketWrapper connection) {
        kept.add(connection);
    }

    void forgetClosed() {
        kept.removeIf(NioSocketWrapper::isClosed);
    }

    /** How long a connection may be without a request; for ever if that is not limited. */
    Duration mayIdle(NioSocketWrapper connection) {
        int millis = kept.contains(connection) && keepAliveMillis != 0 ? keepAliveMillis : firstByteMillis;
        return millis > 0 ? Duration.ofMillis(millis) : FOR_EVER;
    }

    @Override
    protected Processor createProcessor() {
        return new WatchedProcessor(this);
    }

    /** Whether every thread has a request. */
    boolean busy() {
        return getExecutor() instanceof ThreadPoolExecutor pool && pool.getSubmittedCount() >= getMaxThreads();
    }

    /** Requests that have arrived and wait for a thread. */
    int backlog() {
        Executor executor = getExecutor();
        return executor instanceof ThreadPoolExecutor pool ? pool.getQueue().size() : 0;
    }
}
