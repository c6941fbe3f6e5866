package dev.tryops.api;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A collector of traces on loopback, that reads what the protocol's own classes read; as good or bad as a test wants it. */
public final class Collector implements AutoCloseable {

    /** What becomes of the batches that come. */
    public enum Manner {
        TAKING,
        REFUSING,
        /** Reads, and never answers. */
        SILENT,
        /** Begins to answer, and never ends. */
        STALLING
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger batches = new AtomicInteger();
    final List<ResourceSpans> received = new CopyOnWriteArrayList<>();
    private volatile Manner manner = Manner.TAKING;

    public Collector() {
        this(0);
    }

    Collector(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    public void becomes(Manner next) {
        manner = next;
    }

    /** Batches that have come, taken or not. */
    public int batches() {
        return batches.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        batches.incrementAndGet();
        switch (manner) {
            case TAKING -> {
                received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
                exchange.sendResponseHeaders(200, -1);
            }
            case REFUSING -> exchange.sendResponseHeaders(500, -1);
            case SILENT -> untilClosed();
            case STALLING -> {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                untilClosed();
            }
        }
        exchange.close();
    }

    private void untilClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<Span> spans() {
        return received.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The spans of a request, in the order in which they began, once that of the whole request is here. */
    List<Span> ofRequest(String requestId) {
        await().atMost(Duration.ofSeconds(10)).until(() -> spans().stream().anyMatch(span -> isOf(span, requestId)));
        Span server = spans().stream()
                .filter(span -> isOf(span, requestId))
                .findFirst()
                .orElseThrow();
        return spans().stream()
                .filter(span -> span.getTraceId().equals(server.getTraceId()))
                .sorted((a, b) -> Long.compare(a.getStartTimeUnixNano(), b.getStartTimeUnixNano()))
                .toList();
    }

    private static boolean isOf(Span span, String requestId) {
        return requestId.equals(attributes(span).get("request.id"));
    }

    static Map<String, Object> attributes(Span span) {
        return attributes(span.getAttributesList());
    }

    static Map<String, Object> attributes(List<KeyValue> attributes) {
        Map<String, Object> values = new TreeMap<>();
        for (KeyValue each : attributes) {
            values.put(
                    each.getKey(),
                    each.getValue().hasIntValue()
                            ? each.getValue().getIntValue()
                            : each.getValue().getStringValue());
        }
        return values;
    }

    static String hex(com.google.protobuf.ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
