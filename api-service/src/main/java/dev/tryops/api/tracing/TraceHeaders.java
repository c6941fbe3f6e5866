package dev.tryops.api.tracing;

import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Header fields as the W3C's Trace Context wants them read: one that may be there once is none if it is there twice. */
final class TraceHeaders implements TextMapGetter<HttpServletRequest> {

    static final TraceHeaders OF_REQUESTS = new TraceHeaders();

    /** Of a {@code tracestate}: what is longer is dropped, and the trace goes on without it. */
    private static final int LONGEST = 512;

    private TraceHeaders() {}

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String name) {
        if (request == null) {
            return null;
        }
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return null;
        }
        String value = values.nextElement();
        if (!values.hasMoreElements()) {
            return value.length() > LONGEST ? null : value;
        }
        return name.equals("tracestate") ? joined(value, values) : null;
    }

    private static @Nullable String joined(String first, Enumeration<String> more) {
        StringBuilder all = new StringBuilder(first);
        while (more.hasMoreElements()) {
            all.append(',').append(more.nextElement());
        }
        return all.length() > LONGEST ? null : all.toString();
    }
}
