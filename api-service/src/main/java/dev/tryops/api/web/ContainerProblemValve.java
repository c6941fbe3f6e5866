package dev.tryops.api.web;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.http.HttpStatus;

/**
 * Reports what Tomcat refuses before any route or filter of ours sees it: request lines, headers and paths that cannot
 * be read. Without it these would be HTML pages.
 */
final class ContainerProblemValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ContainerProblemValve.class);

    /** Tomcat answers 400 to this too, and tells it apart by nothing but its sentence. */
    private static final String TOO_LARGE = String.valueOf(
            StringManager.getManager("org.apache.coyote.http11").getString("iib.requestheadertoolarge.error"));

    private final ProblemWriter problems;

    ContainerProblemValve(ProblemWriter problems) {
        this.problems = problems;
    }

    /** Has a server report with this valve, and not with Tomcat's. */
    static void addTo(TomcatServletWebServerFactory server, ProblemWriter problems) {
        server.addContextCustomizers(context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(null);
            host.getPipeline().addValve(new ContainerProblemValve(problems));
        });
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = status(response, thrown);
        try {
            String path = request.getRequestURI() == null ? "" : request.getRequestURI();
            problems.write(request, response, status, detail(status, request), path);
            response.finishResponse();
        } catch (Exception e) {
            log.debug("A client left before its problem was told", e);
        }
    }

    private static HttpStatus status(Response response, @Nullable Throwable thrown) {
        if (response.getStatus() == 400 && thrown != null && isTooLarge(thrown)) {
            return HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        HttpStatus resolved = HttpStatus.resolve(response.getStatus());
        return resolved == null ? HttpStatus.INTERNAL_SERVER_ERROR : resolved;
    }

    private static boolean isTooLarge(Throwable thrown) {
        return TOO_LARGE.equals(thrown.getMessage())
                || thrown instanceof IllegalStateException; // more headers than there may be
    }

    private static String detail(HttpStatus status, Request request) {
        return switch (status) {
            case BAD_REQUEST -> "The request line, a header or the path cannot be read";
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> "The request line and the headers are too large, or too many";
            default -> ProblemAdvice.detail(status, String.valueOf(request.getMethod()), request.getRequestURI());
        };
    }
}
