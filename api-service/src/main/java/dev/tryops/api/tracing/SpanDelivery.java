package dev.tryops.api.tracing;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hands batches to the collector. One that it does not take is lost, and that is said in one line when it begins and one
 * when it is over, not with every batch. Called by the queue's thread alone, and only that thread waits for the collector.
 */
final class SpanDelivery implements SpanExporter {

    private final SpanExporter collector;
    private final SenderThread sender;
    private final AtomicInteger waiting;
    private final Duration patience;
    private final SpanMetrics metrics;
    private final Complaints complaints;

    /**
     * @param waiting how many spans are queued; those of a batch are not any more
     * @param patience longer than an orderly attempt takes
     */
    SpanDelivery(
            SpanExporter collector,
            SenderThread sender,
            AtomicInteger waiting,
            Duration patience,
            SpanMetrics metrics,
            Complaints complaints) {
        this.collector = collector;
        this.sender = sender;
        this.waiting = waiting;
        this.patience = patience;
        this.metrics = metrics;
        this.complaints = complaints;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int batch = spans.size();
        waiting.addAndGet(-batch);
        CompletableResultCode result = send(spans);
        if (result.isSuccess()) {
            metrics.delivered.increment(batch);
            complaints.delivered();
        } else {
            metrics.failed.increment(batch);
            complaints.failed(reason(result.getFailureThrowable()));
        }
        complaints.dropped((long) metrics.dropped.count());
        return result.isDone() ? result : CompletableResultCode.ofFailure();
    }

    private CompletableResultCode send(Collection<SpanData> spans) {
        try {
            CompletableResultCode result = collector.export(spans).join(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!result.isDone()) { // its timeout ends with the head of the answer, not with the body
                sender.breakOff();
                result.join(1, TimeUnit.SECONDS);
            }
            return result;
        } catch (RuntimeException e) {
            return CompletableResultCode.ofExceptionalFailure(e);
        }
    }

    private static String reason(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "it did not end its answer";
        }
        if (thrown instanceof HttpExportException http && http.getResponse() != null) {
            return "it answered " + http.getResponse().getStatusCode();
        }
        Throwable cause = thrown;
        while (!(cause instanceof IOException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + ", " + cause.getMessage();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return collector.shutdown();
    }
}
