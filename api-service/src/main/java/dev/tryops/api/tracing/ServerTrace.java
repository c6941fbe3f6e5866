package dev.tryops.api.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request, and below it one for each of its steps. Names of attributes are those of OpenTelemetry's
 * conventions for HTTP servers, where these have one. One thread.
 */
final class ServerTrace implements RequestTrace {

    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("request.id");
    private static final AttributeKey<String> MODEL_VERSION = AttributeKey.stringKey("model.version");
    private static final AttributeKey<Long> ROWS = AttributeKey.longKey("rows");

    private final Tracer tracer;
    private final Span server;
    private final Context context;
    private @Nullable Span step;
    private @Nullable String fault;
    private boolean answered;

    /** {@code context} is that in which steps of {@code server} are. */
    ServerTrace(Tracer tracer, Span server, Context context) {
        this.tracer = tracer;
        this.server = server;
        this.context = context;
    }

    String traceId() {
        return server.getSpanContext().getTraceId();
    }

    String spanId() {
        return server.getSpanContext().getSpanId();
    }

    @Override
    public void bodyRead() {
        server.addEvent("body read");
    }

    @Override
    public void decoding(String modelVersion) {
        server.setAttribute(MODEL_VERSION, modelVersion);
        begin("decode");
    }

    @Override
    public void inferring(int rows) {
        server.setAttribute(ROWS, (long) rows);
        begin("infer");
    }

    @Override
    public void writing() {
        begin("write");
    }

    @Override
    public void answered() {
        endStep();
        answered = true;
    }

    @Override
    public void refused() {
        breakOff();
    }

    @Override
    public void failed(Throwable thrown) {
        fault = thrown.getClass().getName();
        breakOff();
    }

    /** Ends everything. {@code reason} says why {@code status} is not a success, if somebody has said so. */
    void end(int status, @Nullable String requestId, @Nullable String reason) {
        server.setAttribute(STATUS, (long) status);
        if (requestId != null) {
            server.setAttribute(REQUEST_ID, requestId);
        }
        if (status >= 400) {
            breakOff();
            server.setAttribute(ERROR, fault == null ? Integer.toString(status) : fault);
            server.setStatus(StatusCode.ERROR, reason == null ? "" : reason);
        } else if (!answered) {
            breakOff();
            server.setAttribute(ERROR, fault == null ? "incomplete" : fault);
            server.setStatus(StatusCode.ERROR, "The answer did not reach the client");
        }
        server.end();
    }

    private void begin(String name) {
        endStep();
        if (server.isRecording()) {
            step = tracer.spanBuilder(name).setParent(context).startSpan();
        }
    }

    private void breakOff() {
        if (step != null) {
            step.setStatus(StatusCode.ERROR);
        }
        endStep();
    }

    private void endStep() {
        if (step != null) {
            step.end();
            step = null;
        }
    }
}
