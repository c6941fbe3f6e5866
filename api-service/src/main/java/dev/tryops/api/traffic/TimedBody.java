package dev.tryops.api.traffic;

import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;

/** A body that must arrive in time. A timeout of Tomcat begins anew with every byte. */
final class TimedBody extends ServletInputStream {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final ServletInputStream body;
    private final boolean chunked;
    private final BodyWaits waits;
    private final long start = System.nanoTime();

    /** @param chunked whether what has arrived may be a chunk's header, which is no reason not to wait */
    TimedBody(ServletInputStream body, boolean chunked, BodyWaits waits) {
        this.body = body;
        this.chunked = chunked;
        this.waits = waits;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!chunked && body.available() > 0 || body.isFinished()) { // the common case: it came with the headers
            return body.read(into, offset, length);
        }
        Duration patience = waits.patience();
        if (System.nanoTime() - start > patience.toNanos()) {
            throw tooSlow(patience);
        }
        try (BodyWaits.Wait wait = waits.enter(start, patience).orElseThrow(TimedBody::tooMany)) {
            return read(into, offset, length, wait);
        }
    }

    private int read(byte[] into, int offset, int length, BodyWaits.Wait wait) throws IOException {
        try {
            return body.read(into, offset, length);
        } catch (IOException e) {
            switch (wait.end()) {
                case TOO_LATE -> throw tooSlow(waits.patience());
                case STALLED -> throw RequestRefused.tooSlow("The body stopped coming");
                case NONE -> {}
            }
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private static RequestRefused tooSlow(Duration patience) {
        return RequestRefused.tooSlow("The body did not arrive within " + patience.toMillis() + " ms");
    }

    private static RequestRefused tooMany() {
        return RequestRefused.unavailable("Too many clients send their bodies slowly", RETRY_AFTER_SECONDS);
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
