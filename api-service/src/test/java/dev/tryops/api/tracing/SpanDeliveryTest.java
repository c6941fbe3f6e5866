package dev.tryops.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tryops.api.Collector;
import dev.tryops.api.Collector.Manner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SpanDeliveryTest {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final SpanMetrics metrics = new SpanMetrics(new SimpleMeterRegistry());
    private final AtomicInteger waiting = new AtomicInteger();

    @Test
    void aCollectorThatNeverEndsItsAnswersKeepsNoThreadFromTheNextBatch() {
        try (Collector collector = new Collector();
                SenderThread sender = new SenderThread()) {
            SpanDelivery delivery = delivery(collector, sender);
            List<SpanData> batch = oneSpan();
            collector.becomes(Manner.STALLING);
            do {
                delivery.export(batch);
            } while (collector.batches() < 3);
            collector.becomes(Manner.TAKING);

            assertThat(delivery.export(batch).isSuccess()).isTrue();
            delivery.shutdown();
        }
    }

    @Test
    void aCollectorThatIsNotThereIsAReasonInOneLine() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Complaints.class);
        logged.start();
        logger.addAppender(logged);
        Collector gone = new Collector();
        gone.close();
        try (SenderThread sender = new SenderThread()) {
            SpanDelivery delivery = delivery(gone, sender);

            assertThat(delivery.export(oneSpan()).isSuccess()).isFalse();

            assertThat(logged.list).singleElement().satisfies(event -> {
                assertThat(event.getFormattedMessage()).contains(gone.endpoint(), "ConnectException");
                assertThat(event.getThrowableProxy()).isNull();
            });
            delivery.shutdown();
        } finally {
            logger.detachAppender(logged);
        }
    }

    private SpanDelivery delivery(Collector collector, SenderThread sender) {
        OtlpHttpSpanExporter http = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector.endpoint() + "/v1/traces")
                .setTimeout(PATIENCE)
                .setExecutorService(sender)
                .build();
        Complaints complaints = new Complaints(collector.endpoint(), System::nanoTime);
        return new SpanDelivery(http, sender, waiting, PATIENCE.multipliedBy(4), metrics, complaints);
    }

    private static List<SpanData> oneSpan() {
        try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
            Span span = provider.get("test").spanBuilder("request").startSpan();
            span.end();
            return List.of(((ReadableSpan) span).toSpanData());
        }
    }
}
