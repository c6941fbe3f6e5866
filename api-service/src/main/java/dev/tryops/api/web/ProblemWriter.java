package dev.tryops.api.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems straight to the response, so that the client's {@code Accept} cannot turn an error into another. */
@Component
public class ProblemWriter {

    private static final String REFUSED = ProblemWriter.class.getName();
    private static final String WHY = REFUSED + ".why";

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, RequestRefused refused)
            throws IOException {
        request.setAttribute(WHY, refused);
        if (response.isCommitted()) {
            // Or closed to us by the container, which saw a read fail and dispatches an error of its own.
            request.setAttribute(REFUSED, refused);
            return;
        }
        if (refused.retryAfterSeconds() > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(refused.retryAfterSeconds()));
        }
        Problem problem = Problem.of(
                refused.status(),
                refused.detail(),
                path(request),
                RequestIdFilter.idOf(request, response),
                refused.violations());
        write(response, refused.status(), problem);
    }

    /** Why the request got a problem, without anything that the client sent; null if nobody refused it. */
    public static @Nullable String reason(HttpServletRequest request) {
        return request.getAttribute(WHY) instanceof RequestRefused refused ? refused.reason() : null;
    }

    /** What a route said, before the container found an error of its own and would tell of that. */
    Optional<RequestRefused> saidBefore(HttpServletRequest request) {
        return Optional.ofNullable((RequestRefused) request.getAttribute(REFUSED));
    }

    /** {@code path} is where the client sent its request, which an error dispatch no longer knows. */
    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail, String path)
            throws IOException {
        write(response, status, Problem.of(status, detail, path, RequestIdFilter.idOf(request, response), List.of()));
    }

    /** Where the client sent its request, which an error dispatch knows only as an attribute. */
    static String path(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original == null ? request.getRequestURI() : original.toString();
    }

    private void write(HttpServletResponse response, HttpStatus status, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsBytes(problem);
        response.resetBuffer();
        SecurityHeaders.set(response); // the container's errors never came by the filter
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
