package dev.tryops.api.traffic;

import java.io.IOException;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's own, which also remembers whose connection a thread serves, and which connections are kept. */
final class WatchedProcessor extends Http11Processor {

    private static final ThreadLocal<@Nullable NioSocketWrapper> SERVED = new ThreadLocal<>();

    private final WatchedProtocol watched;

    WatchedProcessor(WatchedProtocol protocol) {
        super(protocol, protocol.getAdapter());
        this.watched = protocol;
    }

    /** That of the request for which the calling thread works. */
    static @Nullable NioSocketWrapper connection() {
        return SERVED.get();
    }

    @Override
    public SocketState service(SocketWrapperBase<?> connection) throws IOException {
        if (!(connection instanceof NioSocketWrapper served)) {
            return super.service(connection);
        }
        SERVED.set(served);
        try {
            SocketState state = super.service(connection);
            if (state == SocketState.OPEN) {
                watched.keep(served);
            }
            return state;
        } finally {
            SERVED.set(null);
        }
    }
}
