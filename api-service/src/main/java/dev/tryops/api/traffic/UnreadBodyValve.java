package dev.tryops.api.traffic;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Drops what a client still sends for a request that was decided without it. A closed connection with bytes unread would
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
        if (request.isAsync() || request.getMethod() == null) {
            return;
        }
        org.apache.coyote.Request body = request.getCoyoteRequest();
        if (body.isFinished()) {
            return;
        }
        if (nothingComes(body)) {
            finish(request, response);
        } else if (body.getContentLengthLong() > MOST_BYTES) {
            finish(request, response);
            drop(body);
        } else if (!drop(body)) { // before the answer goes out, which has to say whether the connection ends with it
            finish(request, response);
        }
    }

    /** Of a body that failed; and of one for which the client wants our leave first, and has not got it. */
    private static boolean nothingComes(org.apache.coyote.Request body) {
        return body.getErrorException() != null || body.hasExpectation() && body.getBytesRead() == 0;
    }

    private static void finish(Request request, Response response) throws IOException {
        if (!response.isCommitted()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        response.finishResponse();
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    /** Whether it came to its end. Below the servlet's stream, which may be closed by now. */
    private boolean drop(org.apache.coyote.Request body) {
        long start = System.nanoTime();
        BodyWaits.Wait wait = waits.enter(start, LONGEST).orElse(null);
        if (wait == null) {
            return false;
        }
        try (wait) {
            Dropped dropped = new Dropped();
            for (int bytes = 0; bytes < MOST_BYTES && System.nanoTime() - start < LONGEST.toNanos(); ) {
                int read = body.doRead(dropped);
                if (read < 0) {
                    return true;
                }
                bytes += read;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes what was read, and forgets it. */
    private static final class Dropped implements ApplicationBufferHandler {
        private @Nullable ByteBuffer bytes;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            bytes = buffer;
        }

        @Override
        public @Nullable ByteBuffer getByteBuffer() {
            return bytes;
        }

        @Override
        public void expand(int size) {
            // nothing is kept
        }
    }
}
