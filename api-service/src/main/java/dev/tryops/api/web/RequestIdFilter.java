package dev.tryops.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request an id, the client's own where it is well-formed, in the answer and in every log line. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIdFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(RequestIdFilter.class);
    private static final String ATTRIBUTE = RequestIdFilter.class.getName();
    private static final String LOG_KEY = "request_id";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9-]{8,128}");

    /** Unique, not secret: a UUID of version 4 without the lock of a secure random generator. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** The id of a request; one that this filter never saw, as the container's errors are, gets its id here. */
    static String idOf(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        String sent = request.getHeader(ApiHeaders.REQUEST_ID);
        String id = sent != null && WELL_FORMED.matcher(sent).matches() ? sent : newId();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(ApiHeaders.REQUEST_ID, id);
        return id;
    }

    /** What a filter throws is logged here, because the container would log it when the id is gone. */
    private static void failed(HttpServletResponse response, Throwable thrown) throws IOException, ServletException {
        log.error("A request failed", thrown);
        if (response.isCommitted()) {
            throw new ServletException("The answer breaks off"); // so that the container ends the connection
        }
        response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MDC.put(LOG_KEY, idOf(request, response));
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException | Error e) {
            failed(response, e);
        } finally {
            MDC.remove(LOG_KEY);
        }
    }
}
