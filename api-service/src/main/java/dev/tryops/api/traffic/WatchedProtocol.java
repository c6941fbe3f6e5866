package dev.tryops.api.traffic;

import java.util.concurrent.Executor;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;

/** Tomcat's own HTTP/1.1, with its connections and its backlog in view. Made by Tomcat, from the class's name. */
public final class WatchedProtocol extends Http11NioProtocol {

    NioEndpoint endpoint() {
        return (NioEndpoint) getEndpoint();
    }

    @Override
    protected Processor createProcessor() {
        return new WatchedProcessor(this, getAdapter());
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
