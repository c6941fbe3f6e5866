package dev.tryops.api.traffic;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every route a body that must arrive in time. */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class BodyTimeFilter extends OncePerRequestFilter {

    private final BodyWaits waits;

    BodyTimeFilter(BodyWaits waits) {
        this.waits = waits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Timed(request, waits), response);
    }

    private static final class Timed extends HttpServletRequestWrapper {
        private final BodyWaits waits;
        private @Nullable TimedBody body;

        Timed(HttpServletRequest request, BodyWaits waits) {
            super(request);
            this.waits = waits;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            TimedBody timed = body;
            if (timed == null) {
                timed = new TimedBody(super.getInputStream(), getContentLengthLong() < 0, waits);
                body = timed;
            }
            return timed;
        }
    }
}
