package dev.tryops.api.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The traces of the requests that are being answered: one to a thread. */
final class OpenTelemetryTraces implements Traces {

    private static final W3CTraceContextPropagator CALLER = W3CTraceContextPropagator.getInstance();

    private final SpanPipeline pipeline;
    private final Tracer tracer;
    private final ThreadLocal<ServerTrace> current = new ThreadLocal<>();

    OpenTelemetryTraces(SpanPipeline pipeline) {
        this.pipeline = pipeline;
        this.tracer = pipeline.tracer();
    }

    /** Begins the trace of the calling thread's request, as a part of the client's if it names one that can be read. */
    ServerTrace begin(String route, HttpServletRequest request) {
        Context caller = CALLER.extract(Context.root(), request, TraceHeaders.OF_REQUESTS);
        Span server = tracer.spanBuilder("POST " + route)
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(ServerTrace.METHOD, "POST")
                .setAttribute(ServerTrace.ROUTE, route)
                .startSpan();
        ServerTrace trace = new ServerTrace(tracer, server, caller.with(server));
        current.set(trace);
        return trace;
    }

    /** Ends it; {@code reason} is that of a problem. */
    void end(ServerTrace trace, int status, @Nullable String requestId, @Nullable String reason) {
        current.remove();
        trace.end(status, requestId, reason);
    }

    @Override
    public RequestTrace current() {
        ServerTrace mine = current.get();
        return mine == null ? RequestTrace.NONE : mine;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
