package dev.tryops.api.web;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Reports what Tomcat refuses before any route or filter of ours sees it: request lines, headers and paths that cannot
 * be read. Without it these would be HTML pages.
 */
final class ContainerProblemValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ContainerProblemValve.class);

    private final ProblemWriter problems;

    ContainerProblemValve(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus resolved = HttpStatus.resolve(response.getStatus());
        HttpStatus status = resolved == null ? HttpStatus.INTERNAL_SERVER_ERROR : resolved;
        try {
            String path = request.getRequestURI() == null ? "" : request.getRequestURI();
            problems.write(request, response, status, detail(status, request), path);
            response.finishResponse();
        } catch (Exception e) {
            log.debug("A client left before its problem was told", e);
        }
    }

    private static String detail(HttpStatus status, Request request) {
        return status == HttpStatus.BAD_REQUEST
                ? "The request line, a header or the path cannot be read, or the header section is too large"
                : ProblemAdvice.detail(status, String.valueOf(request.getMethod()), request.getRequestURI());
    }
}
