package dev.tryops.api.tracing;

import dev.tryops.api.web.ApiHeaders;
import dev.tryops.api.web.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Traces requests that ask for predictions, refused ones too, and puts the ids of the trace into their log lines. */
final class TraceFilter implements Filter {

    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";

    /** Known before the dispatcher knows: an unauthenticated request never reaches it. */
    private static final List<PathPattern> ROUTES = Stream.of(
                    "/v1/predict",
                    "/v1/predict/batch",
                    "/invocations",
                    "/v2/models/{model}/infer",
                    "/v2/models/{model}/versions/{version}/infer")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    private final OpenTelemetryTraces traces;

    TraceFilter(OpenTelemetryTraces traces) {
        this.traces = traces;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String route = route(http);
        if (route == null) {
            chain.doFilter(request, response);
            return;
        }
        ServerTrace trace = traces.begin(route, http);
        MDC.put(TRACE_ID, trace.traceId());
        MDC.put(SPAN_ID, trace.spanId());
        try {
            chain.doFilter(request, response);
        } finally {
            HttpServletResponse answer = (HttpServletResponse) response;
            traces.end(trace, answer.getStatus(), answer.getHeader(ApiHeaders.REQUEST_ID), ProblemWriter.reason(http));
            MDC.remove(TRACE_ID);
            MDC.remove(SPAN_ID);
        }
    }

    private static @Nullable String route(HttpServletRequest request) {
        if (!request.getMethod().equals("POST")) {
            return null;
        }
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        for (PathPattern route : ROUTES) {
            if (route.matches(path)) {
                return route.getPatternString();
            }
        }
        return null;
    }
}
