package dev.tryops.api.traffic;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The time between the order to stop and the end of accepting. Load balancers learn late that a service is no longer
 * ready, so it goes on answering for a while, and only asks its clients to leave.
 */
public final class Draining {

    private static final Logger log = LoggerFactory.getLogger(Draining.class);

    private final ApplicationContext context;
    private final Duration delay;
    private volatile boolean begun;

    Draining(ApplicationContext context, Duration delay) {
        this.context = context;
        this.delay = delay;
    }

    /** Whether the service has been told to stop: it is not ready any more, but refuses nothing. */
    public boolean begun() {
        return begun;
    }

    /** Holds up the closing of the context, which comes before anything in it is stopped, by the delay. */
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void stopping(ContextClosedEvent event) throws InterruptedException {
        if (begun || event.getApplicationContext() != context) { // the management port's context closes too
            return;
        }
        begun = true;
        if (delay.isPositive()) {
            log.atInfo().addKeyValue("seconds", delay.toMillis() / 1e3).log("Draining: not ready, still answering");
            Thread.sleep(delay);
        }
    }
}
