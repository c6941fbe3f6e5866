package dev.tryops.api.traffic;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers, and asks the client to leave: the connection ends with the answer, so that no later
 * request is lost on it. So it does while the service drains, and where others wait for a connection or a thread. That is
 * asked again when a route begins to write, because the order to stop may have come since the request.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class LeaveFilter extends OncePerRequestFilter {

    private final Draining draining;
    private final ServerWatch watch;

    LeaveFilter(Draining draining, ServerWatch watch) {
        this.draining = draining;
        this.watch = watch;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        askToLeave(response);
        chain.doFilter(request, new Answer(response));
    }

    private void askToLeave(HttpServletResponse response) {
        if (draining.begun() || watch.crowded()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    private final class Answer extends HttpServletResponseWrapper {

        Answer(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            askToLeave((HttpServletResponse) getResponse());
            return super.getOutputStream();
        }
    }
}
