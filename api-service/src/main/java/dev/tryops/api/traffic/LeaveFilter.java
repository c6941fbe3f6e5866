package dev.tryops.api.traffic;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers, and asks the client to leave: the connection ends with the answer, so that no later
 * request is lost on it. So it does while the service drains, and where others wait for a connection or a thread.
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
        if (draining.begun() || watch.crowded()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        chain.doFilter(request, response);
    }
}
