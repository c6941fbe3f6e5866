package dev.tryops.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems straight to the response, so that the client's {@code Accept} cannot turn an error into another. */
@Component
public class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public void write(HttpServletRequest request, HttpServletResponse response, RequestRefused refused)
            throws IOException {
        if (refused.retryAfterSeconds() > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(refused.retryAfterSeconds()));
        }
        Problem problem = Problem.of(
                refused.status(),
                refused.detail(),
                request.getRequestURI(),
                RequestIdFilter.idOf(request, response),
                refused.violations());
        write(response, refused.status(), problem);
    }

    /** {@code path} is where the client sent its request, which an error dispatch no longer knows. */
    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail, String path)
            throws IOException {
        write(response, status, Problem.of(status, detail, path, RequestIdFilter.idOf(request, response), List.of()));
    }

    private void write(HttpServletResponse response, HttpStatus status, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = json.writeValueAsBytes(problem);
        response.resetBuffer();
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
