package dev.tryops.api.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where filters and the container send their errors; they become problems too. */
@RestController
class ErrorRoute implements ErrorController {

    private final ProblemWriter problems;

    ErrorRoute(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<RequestRefused> refused = problems.saidBefore(request);
        if (refused.isPresent()) {
            problems.write(request, response, refused.get());
            return;
        }
        HttpStatus status = Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .filter(Integer.class::isInstance)
                .map(code -> HttpStatus.resolve((Integer) code))
                .orElse(HttpStatus.NOT_FOUND);
        String path = ProblemWriter.path(request);
        problems.write(request, response, status, ProblemAdvice.detail(status, request.getMethod(), path), path);
    }
}
