package dev.tryops.api.traffic;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's own, which also remembers whose connection a thread serves. */
final class WatchedProcessor extends Http11Processor {

    private static final ThreadLocal<@Nullable SocketChannel> SERVED = new ThreadLocal<>();

    WatchedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
    }

    /** That of the request for which the calling thread works. */
    static @Nullable SocketChannel connection() {
        return SERVED.get();
    }

    @Override
    public SocketState service(SocketWrapperBase<?> connection) throws IOException {
        SERVED.set(connection.getSocket() instanceof NioChannel channel ? channel.getIOChannel() : null);
        try {
            return super.service(connection);
        } finally {
            SERVED.set(null);
        }
    }
}
