package dev.tryops.api.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The way of a span to the collector: sampled, queued within a bound, sent in batches by one thread. */
final class SpanPipeline implements AutoCloseable {

    /** About a kilobyte each. */
    private static final int MOST_WAITING = 4_096;

    private static final int BATCH = 512;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** Of one batch, with all its attempts. */
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = SEND_TIMEOUT.plusSeconds(1);
    /** What stopping may take longer because of a collector that does not answer. */
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(2);

    private static final int LONGEST_VALUE = 256;

    private final SdkTracerProvider provider;
    private final SenderThread sender;

    private SpanPipeline(SdkTracerProvider provider, SenderThread sender) {
        this.provider = provider;
        this.sender = sender;
    }

    static SpanPipeline to(TracingProperties properties, Resource resource, MeterRegistry meters) {
        SenderThread sender = new SenderThread();
        OtlpHttpSpanExporter http = OtlpHttpSpanExporter.builder()
                .setEndpoint(properties.url())
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setTimeout(SEND_TIMEOUT)
                .setExecutorService(sender)
                .build();
        AtomicInteger waiting = new AtomicInteger();
        SpanMetrics metrics = new SpanMetrics(meters);
        Complaints complaints = new Complaints(properties.url(), System::nanoTime);
        SpanDelivery delivery = new SpanDelivery(http, sender, waiting, PATIENCE, metrics, complaints);
        BatchSpanProcessor batches = BatchSpanProcessor.builder(delivery)
                .setMaxQueueSize(MOST_WAITING)
                .setMaxExportBatchSize(BATCH)
                .setScheduleDelay(properties.delay())
                .build();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.sample())))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_VALUE)
                        .build())
                .addSpanProcessor(new SpanGate(batches, waiting, MOST_WAITING, metrics))
                .build();
        return new SpanPipeline(provider, sender);
    }

    Tracer tracer() {
        return provider.get("dev.tryops.api");
    }

    @Override
    public void close() {
        provider.forceFlush().join(FLUSH_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        sender.shutdownNow(); // what is still being sent breaks off, and the rest is not tried any more
        provider.shutdown().join(1, TimeUnit.SECONDS);
    }
}
