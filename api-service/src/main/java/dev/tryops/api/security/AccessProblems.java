package dev.tryops.api.security;

import dev.tryops.api.web.ProblemWriter;
import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** What becomes of a request that may not be answered: 401, 403, or 503 where nobody can say. */
final class AccessProblems implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final Logger log = LoggerFactory.getLogger(AccessProblems.class);
    private static final String CHALLENGE = "Bearer realm=\"tryops\"";
    private static final int RETRY_AFTER_SECONDS = 5;

    private final ProblemWriter problems;
    private final String requiredScope;
    private final Supplier<@Nullable RateLimitFilter> limit;

    /** {@code limit} may have none. */
    AccessProblems(ProblemWriter problems, String requiredScope, Supplier<@Nullable RateLimitFilter> limit) {
        this.problems = problems;
        this.requiredScope = requiredScope;
        this.limit = limit;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        log.debug("A request was not authenticated", why);
        RateLimitFilter limited = limit.get();
        if (limited != null && !limited.allows(request, response)) {
            return; // whoever guesses is counted by address
        }
        if (why instanceof AuthenticationServiceException) {
            problems.write(
                    request,
                    response,
                    RequestRefused.unavailable(
                            "Tokens cannot be verified now: the keys of their issuer cannot be fetched",
                            RETRY_AFTER_SECONDS));
            return;
        }
        boolean shown = why instanceof OAuth2AuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, shown ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
        String detail = shown
                ? "The credential does not count here: " + why.getMessage()
                : "Send a credential: 'Authorization: Bearer' with a token or an API key, or 'X-API-Key'";
        problems.write(request, response, RequestRefused.because(HttpStatus.UNAUTHORIZED, detail));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + requiredScope + "\"");
        problems.write(
                request,
                response,
                RequestRefused.because(HttpStatus.FORBIDDEN, "The token lacks the scope " + requiredScope));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException {
        log.debug("A request was rejected", rejected);
        problems.write(
                request,
                response,
                RequestRefused.because(
                        HttpStatus.BAD_REQUEST, "The address has characters or segments that no route here has"));
    }
}
