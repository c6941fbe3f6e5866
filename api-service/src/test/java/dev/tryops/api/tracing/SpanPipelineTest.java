package dev.tryops.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;

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
    void onlySoManySpansWaitForACollectorThatTakesNoneAndTheEndWaitsForALimitedTime() {
        try (Collector collector = new Collector()) {
            collector.becomes(Manner.SILENT);
            SpanPipeline pipeline = to(collector, 1);
            spans(pipeline.tracer());

            assertThat(MANY - count("dropped")).isBetween(4_096.0, 4_096.0 + 3 * 512);
            long begin = System.nanoTime();
            pipeline.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
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
