package dev.tryops.api.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets only so many spans wait for the collector. The queue behind it has room for them all, so that what is dropped is
 * dropped, and counted, here: the queue itself would say so in a log line with every batch.
 */
final class SpanGate implements SpanProcessor {

    private final SpanProcessor queue;
    private final AtomicInteger waiting;
    private final int most;
    private final SpanMetrics metrics;

    /** {@code waiting} counts spans in the queue; whoever takes them out subtracts them. */
    SpanGate(SpanProcessor queue, AtomicInteger waiting, int most, SpanMetrics metrics) {
        this.queue = queue;
        this.waiting = waiting;
        this.most = most;
        this.metrics = metrics;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            metrics.dropped.increment();
            return;
        }
        queue.onEnd(span);
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return queue.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return queue.shutdown();
    }
}
