package dev.tryops.api.traffic;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Drops what a client still sends for a request that is answered already. A closed connection with bytes unread would
 * take the answer with it, so some is read; Tomcat would read on for as long as a byte comes now and then.
 */
final class UnreadBodyValve extends ValveBase {

    private static final int MOST_BYTES = 4 << 20;
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final BodyWaits waits;

    UnreadBodyValve(BodyWaits waits) {
        super(true);
        this.waits = waits;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.isAsync()
                || request.getMethod() == null
                || request.getMethod().equals("GET")) {
            return;
        }
        ServletInputStream body = request.getInputStream();
        if (body.isFinished()) {
            return;
        }
        response.finishResponse();
        if (!drop(body)) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** Whether it came to its end. */
    private boolean drop(ServletInputStream body) {
        long start = System.nanoTime();
        byte[] dropped = new byte[8 << 10];
        if (!waits.enter()) {
            return false;
        }
        try {
            for (int bytes = 0; bytes < MOST_BYTES && System.nanoTime() - start < LONGEST.toNanos(); ) {
                int read = body.read(dropped);
                if (read < 0) {
                    return true;
                }
                bytes += read;
            }
            return false;
        } catch (IOException e) {
            return false;
        } finally {
            waits.leave();
        }
    }
}
