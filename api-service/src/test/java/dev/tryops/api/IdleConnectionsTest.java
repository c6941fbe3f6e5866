package dev.tryops.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a connection is kept on which nothing happens. */
class IdleConnectionsTest {

    private static final Duration FIRST_BYTE = Duration.ofMillis(400);
    private static final Duration KEEP_ALIVE = Duration.ofMillis(1_500);
    /** Looks are a quarter of a second apart, and the machine may be busy. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final String HEALTH = "GET /health HTTP/1.1\nHost: x\n\n";

    @TempDir
    static Path store;

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi(
                store,
                "--server.tomcat.connection-timeout=" + FIRST_BYTE.toMillis() + "ms",
                "--server.tomcat.keep-alive-timeout=" + KEEP_ALIVE.toMillis() + "ms");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void aConnectionIsKeptForTheKeepAliveTimeoutAfterAnAnswer() {
        try (RawHttp http = new RawHttp(api.port())) {
            for (int i = 0; i < 2; i++) {
                http.send(HEALTH);
                assertThat(http.readResponse()).startsWith("HTTP/1.1 200");
            }
            assertThat(timeToClose(http)).isBetween(KEEP_ALIVE.minusMillis(300), KEEP_ALIVE.plus(LATE));
        }
    }

    @Test
    void aConnectionThatNeverAsksIsClosedAfterTheConnectionTimeout() {
        try (RawHttp http = new RawHttp(api.port())) {
            assertThat(timeToClose(http)).isBetween(FIRST_BYTE.minusMillis(300), FIRST_BYTE.plus(LATE));
        }
    }

    @Test
    void aConnectionThatGoesOnAskingIsNeverClosed() {
        try (RawHttp http = new RawHttp(api.port())) {
            for (long end = System.nanoTime() + 2 * KEEP_ALIVE.toNanos(); System.nanoTime() < end; ) {
                http.send(HEALTH);
                assertThat(http.readResponse()).startsWith("HTTP/1.1 200");
            }
        }
    }

    /** Tomcat would count by the time of day, and close what is in use when somebody sets the clock. */
    @Test
    void tomcatItselfHasNoTimeouts() {
        assertThat(api.server().getConnectionTimeout()).isNegative();
        assertThat(api.server().getKeepAliveTimeout()).isNegative();
    }

    private static Duration timeToClose(RawHttp http) {
        long start = System.nanoTime();
        assertThat(http.readToEnd()).isEmpty();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
