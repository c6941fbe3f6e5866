package dev.tryops.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a filter throws never reaches a route's error handling. */
class RequestIdFilterTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/health");
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestIdFilter.class);

    @BeforeEach
    void listen() {
        request.addHeader("X-Request-ID", "trace-me-please");
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void whatAFilterThrowsIsLoggedWithTheRequestsId() throws Exception {
        for (Throwable thrown :
                List.of(new IllegalStateException("x"), new ServletException("x"), new StackOverflowError())) {
            logged.list.clear();
            MockHttpServletResponse answer = new MockHttpServletResponse();

            new RequestIdFilter().doFilter(request, answer, throwing(thrown));

            assertThat(answer.getStatus()).isEqualTo(500);
            assertThat(logged.list).singleElement().satisfies(event -> {
                assertThat(event.getMDCPropertyMap()).containsEntry("request_id", "trace-me-please");
                assertThat(event.getThrowableProxy().getClassName())
                        .isEqualTo(thrown.getClass().getName());
            });
        }
    }

    @Test
    void anAnswerThatHasBegunBreaksOff() {
        response.setCommitted(true);

        assertThatThrownBy(() ->
                        new RequestIdFilter().doFilter(request, response, throwing(new IllegalStateException("x"))))
                .isInstanceOf(ServletException.class);
    }

    private static FilterChain throwing(Throwable thrown) {
        return (request, response) -> {
            RequestIdFilterTest.<RuntimeException>sneak(thrown);
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
