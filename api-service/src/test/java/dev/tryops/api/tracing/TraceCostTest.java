package dev.tryops.api.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tryops.api.Collector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.resources.Resource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Holds what traces cost in memory to a limit, and prints what they cost in time. */
class TraceCostTest {

    private static final int REQUESTS = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/predict");
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void withoutTracesARequestAllocatesNothingForThem() {
        Cost cost = measured(() -> answer(Traces.OFF));

        assertThat(cost.bytes).isLessThan(1);
        System.out.printf("not traced: %s%n", cost);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.1, 0})
    void aTracedRequestAllocatesLittle(double sample) {
        try (Collector collector = new Collector()) {
            TracingProperties properties = new TracingProperties(collector.endpoint(), sample, Duration.ofMillis(100));
            OpenTelemetryTraces traces =
                    new OpenTelemetryTraces(SpanPipeline.to(properties, Resource.getDefault(), meters));
            TraceFilter filter = new TraceFilter(traces);
            Cost cost = measured(() -> filtered(filter, traces));
            double sending = nanosOf("BatchSpanProcessor", "trace-sender");
            double delivered =
                    meters.counter("trace_spans_total", "outcome", "delivered").count();
            traces.close();

            assertThat(cost.bytes).isLessThan(5_000);
            System.out.printf(
                    "share %s: %s; other threads %.1f µs CPU for each of %.0f spans%n",
                    sample, cost, sending / 1e3 / Math.max(1, delivered), delivered);
        }
    }

    private void filtered(TraceFilter filter, Traces traces) {
        try {
            filter.doFilter(request, response, (asked, answered) -> answer(traces));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(Traces traces) {
        RequestTrace trace = traces.current();
        trace.bodyRead();
        trace.decoding("v20260208_160016_000001");
        trace.inferring(1);
        trace.writing();
        trace.answered();
    }

    private static Cost measured(Runnable work) {
        run(work); // compiled by now
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        run(work);
        return new Cost(
                (THREADS.getCurrentThreadCpuTime() - nanos) / (double) REQUESTS,
                (THREADS.getCurrentThreadAllocatedBytes() - bytes) / (double) REQUESTS);
    }

    private static void run(Runnable work) {
        for (int i = 0; i < REQUESTS; i++) {
            work.run();
        }
    }

    private static double nanosOf(String... names) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> Stream.of(names).anyMatch(thread.getThreadName()::startsWith))
                .mapToLong(ThreadInfo::getThreadId)
                .map(THREADS::getThreadCpuTime)
                .sum();
    }

    /** Of one request on its own thread. */
    private record Cost(double nanos, double bytes) {
        @Override
        public String toString() {
            return "%.3f µs CPU and %.0f bytes for each request".formatted(nanos / 1e3, bytes);
        }
    }
}
