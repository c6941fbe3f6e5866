package dev.tryops.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ComplaintsTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // such clocks overflow
    private final Complaints complaints = new Complaints("http://collector/v1/traces", now::get);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Complaints.class);

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void anOutageIsTwoLinesHoweverManyBatchesItTakes() {
        for (int i = 0; i < 100; i++) {
            complaints.failed("it answered 503");
            now.addAndGet(Duration.ofSeconds(30).toNanos());
        }
        complaints.delivered();
        complaints.delivered();

        assertThat(said())
                .containsExactly(
                        "The collector at http://collector/v1/traces does not take spans: it answered 503. Requests are"
                                + " answered as before; their traces are lost until it does",
                        "The collector at http://collector/v1/traces takes spans again");
    }

    @Test
    void oneThatComesAndGoesIsSpokenOfOnceAMinute() {
        for (int i = 0; i < 60; i++) {
            complaints.failed("it answered 503");
            complaints.delivered();
            now.addAndGet(Duration.ofSeconds(2).toNanos());
        }

        assertThat(said()).hasSize(4);
    }

    @Test
    void whatIsDroppedIsToldOnceAMinuteAndInNumbersThatAddUp() {
        long dropped = 0;
        for (int i = 0; i < 61; i++) {
            complaints.dropped(dropped);
            dropped += 10;
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        complaints.dropped(dropped);

        assertThat(said())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("10 spans were dropped"),
                        second -> assertThat(second).startsWith("600 spans were dropped"));
    }

    private List<String> said() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
