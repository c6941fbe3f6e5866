package dev.tryops.api.tracing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of spans, so that a trace that is missing can be told from one that was not asked for. */
final class SpanMetrics {

    /** The collector took them. */
    final Counter delivered;

    /** The collector did not take them, or nobody knows. */
    final Counter failed;

    /** Too many were waiting for the collector. */
    final Counter dropped;

    SpanMetrics(MeterRegistry meters) {
        delivered = meters.counter("trace_spans_total", "outcome", "delivered");
        failed = meters.counter("trace_spans_total", "outcome", "failed");
        dropped = meters.counter("trace_spans_total", "outcome", "dropped");
    }
}
