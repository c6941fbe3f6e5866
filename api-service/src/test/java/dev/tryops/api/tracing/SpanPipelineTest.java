package dev.tryops.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tryops.api.Collector;
import dev.tryops.api.Collector.Manner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpanPipelineTest {

    private static final int MANY = 50_000;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void onlySoManySpansWaitForACollectorThatTakesNone() {
        try (Collector collector = new Collector();
                SpanPipeline pipeline = to(collector, 1)) {
            collector.becomes(Manner.SILENT);

            spans(pipeline.tracer());

            double kept = MANY - count("dropped");
            assertThat(kept).isBetween(4_096.0, 4_096.0 + 3 * 512);
        }
    }

    @Test
    void allArriveOrAreCounted() {
        try (Collector collector = new Collector()) {
            SpanPipeline pipeline = to(collector, 1);
            spans(pipeline.tracer());
            pipeline.close();

            assertThat(count("delivered")).isPositive();
            assertThat(count("delivered") + count("dropped") + count("failed")).isEqualTo(MANY);
        }
    }

    @Test
    void aShareIsTracedIfOnlyAShareIsAskedFor() {
        try (Collector collector = new Collector()) {
            SpanPipeline pipeline = to(collector, 0.01);
            spans(pipeline.tracer());
            pipeline.close();

            assertThat(count("delivered")).isBetween(300.0, 700.0);
        }
    }

    @Test
    void aCollectorThatIsNotThereIsWaitedForForALimitedTime() {
        SpanPipeline pipeline;
        try (Collector collector = new Collector()) {
            pipeline = to(collector, 1);
        }
        spans(pipeline.tracer());
        long begin = System.nanoTime();
        pipeline.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("trace-sender")));
    }

    private SpanPipeline to(Collector collector, double sample) {
        TracingProperties properties = new TracingProperties(collector.endpoint(), sample, Duration.ofMillis(20));
        return SpanPipeline.to(properties, Resource.empty(), meters);
    }

    private static void spans(Tracer tracer) {
        for (int i = 0; i < MANY; i++) {
            tracer.spanBuilder("request").startSpan().end();
        }
    }

    private double count(String outcome) {
        return meters.get("trace_spans_total").tag("outcome", outcome).counter().count();
    }
}
