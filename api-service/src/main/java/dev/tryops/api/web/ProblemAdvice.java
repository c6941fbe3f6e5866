package dev.tryops.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns whatever a route throws into a problem. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemWriter problems;

    ProblemAdvice(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void refused(RequestRefused refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, refused);
    }

    /** The client hung up, or was cut off: there is nobody left to tell. */
    @ExceptionHandler({BadRequestException.class, AsyncRequestNotUsableException.class})
    void gone(IOException gone) {
        log.debug("A client hung up", gone);
    }

    @ExceptionHandler
    void any(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (thrown instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            known.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            String path = request.getRequestURI();
            problems.write(request, response, status, detail(status, request.getMethod(), path), path);
            return;
        }
        log.error("A request failed", thrown);
        problems.write(
                request,
                response,
                HttpStatus.INTERNAL_SERVER_ERROR,
                detail(HttpStatus.INTERNAL_SERVER_ERROR, request.getMethod(), request.getRequestURI()),
                request.getRequestURI());
    }

    /** Our own sentences: the framework's name classes and resources. */
    static String detail(HttpStatus status, String method, String path) {
        return switch (status) {
            case NOT_FOUND -> "There is no " + path + " here; GET / lists the routes";
            case METHOD_NOT_ALLOWED -> method + " is not a method of this route; see the Allow header";
            case UNSUPPORTED_MEDIA_TYPE -> "Send Content-Type: application/json";
            case INTERNAL_SERVER_ERROR -> "The service failed to answer; its log has the cause under the request id";
            case REQUEST_TIMEOUT -> "The body did not arrive in time";
            default -> status.getReasonPhrase();
        };
    }
}
