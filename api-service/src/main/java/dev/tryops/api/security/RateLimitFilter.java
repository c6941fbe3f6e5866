package dev.tryops.api.security;

import dev.tryops.api.security.RateLimitProperties.Limit;
import dev.tryops.api.web.ProblemWriter;
import dev.tryops.api.web.RequestRefused;
import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.function.Function;
import org.springframework.http.HttpStatus;

/**
 * Refuses a client that asks too often, and tells each what it has left in the fields of
 * draft-ietf-httpapi-ratelimit-headers (structured fields: a name, {@code q} requests in {@code w} seconds, {@code r}
 * left, {@code t} seconds until all are back).
 */
final class RateLimitFilter implements Filter {

    private static final long NANOS = 1_000_000_000;

    private final RateLimiter limiter;
    private final String policy;
    private final ProblemWriter problems;
    private final MeterRegistry meters;
    private final Function<HttpServletRequest, String> endpoint;

    /** {@code endpoint} gives a request's route template. */
    RateLimitFilter(
            RateLimiter limiter,
            Limit limit,
            ProblemWriter problems,
            MeterRegistry meters,
            Function<HttpServletRequest, String> endpoint) {
        this.limiter = limiter;
        this.policy = "\"default\";q=" + limit.burst() + ";w=" + limit.secondsToFill();
        this.problems = problems;
        this.meters = meters;
        this.endpoint = endpoint;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (HealthRoutes.isOne(http) || allows(http, (HttpServletResponse) response)) {
            chain.doFilter(request, response);
        }
    }

    /** Whether the client may go on; if not, it has been told. */
    boolean allows(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ConsumptionProbe probe = limiter.take(client(request));
        response.setHeader("RateLimit-Policy", policy);
        response.setHeader(
                "RateLimit",
                "\"default\";r=" + probe.getRemainingTokens() + ";t=" + seconds(probe.getNanosToWaitForReset()));
        if (probe.isConsumed()) {
            return true;
        }
        meters.counter("rate_limit_exceeded_total", "endpoint", endpoint.apply(request))
                .increment();
        int wait = (int) Math.max(1, seconds(probe.getNanosToWaitForRefill()));
        problems.write(
                request,
                response,
                RequestRefused.retry(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "You have asked too often; ask again after the seconds in Retry-After",
                        wait));
        return false;
    }

    private static String client(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null ? "at:" + RateLimiter.clientAt(request.getRemoteAddr()) : principal.getName();
    }

    private static long seconds(long nanos) {
        return (nanos + NANOS - 1) / NANOS;
    }
}
