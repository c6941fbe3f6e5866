package dev.tryops.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A server on loopback that speaks for AWS, and hears only what is signed for the service it plays. */
public abstract class LoopbackAws implements AutoCloseable {

    /** What was asked, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final HttpServer server;

    protected LoopbackAws() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** An error as the service would tell it. */
    protected static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final String type;

        public Refusal(String type, String message) {
            super(message);
            this.type = type;
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    protected abstract void answer(HttpExchange exchange, String body) throws IOException;

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null || !authorization.startsWith("AWS4-HMAC-SHA256 Credential=test/")) {
                send(exchange, 403, "application/json", "{\"__type\":\"MissingAuthenticationTokenException\"}");
                return;
            }
            answer(exchange, body);
        }
    }

    protected static boolean isSignedFor(HttpExchange exchange, String service) {
        return exchange.getRequestHeaders().getFirst("Authorization").contains("/" + service + "/aws4_request");
    }

    protected static void json(HttpExchange exchange, int status, JsonNode body) throws IOException {
        send(exchange, status, "application/x-amz-json-1.1", body.toString());
    }

    protected static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
