package dev.tryops.api.traffic;

import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;

/** A body that must arrive in time. Tomcat's own timeout begins anew with every byte. */
final class TimedBody extends ServletInputStream {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final ServletInputStream body;
    private final BodyWaits waits;
    private final long start = System.nanoTime();

    TimedBody(ServletInputStream body, BodyWaits waits) {
        this.body = body;
        this.waits = waits;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (body.available() > 0 || body.isFinished()) { // the common case: it came with the headers
            return body.read(into, offset, length);
        }
        requireInTime();
        if (!waits.enter()) {
            throw RequestRefused.unavailable("Too many clients send their bodies slowly", RETRY_AFTER_SECONDS);
        }
        try {
            return body.read(into, offset, length);
        } finally {
            waits.leave();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private void requireInTime() {
        Duration patience = waits.patience();
        if (System.nanoTime() - start > patience.toNanos()) {
            throw RequestRefused.tooSlow("The body did not arrive within " + patience.toMillis() + " ms");
        }
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
