package dev.tryops.registry.kms;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tryops.registry.TestKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** As much of AWS KMS as signing needs: its JSON protocol on a loopback port, over a real key. */
final class FakeKms implements AutoCloseable {

    final List<JsonNode> signed = Collections.synchronizedList(new ArrayList<>());
    final List<String> actions = Collections.synchronizedList(new ArrayList<>());
    final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;
    private volatile TestKey key;
    private volatile boolean denying;

    FakeKms(TestKey key) throws IOException {
        this.key = key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void deny() {
        denying = true;
    }

    /** What an alias does that is pointed at another key. */
    void rotate(TestKey to) {
        key = to;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String action = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("TrentService.", "");
        JsonNode request =
                JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        actions.add(action);
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if (denying) {
            send(exchange, 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not you\"}");
            return;
        }
        switch (action) {
            case "GetPublicKey" ->
                send(
                        exchange,
                        200,
                        "{\"PublicKey\":\"%s\"}"
                                .formatted(base64(key.publicKey().getEncoded())));
            case "Sign" -> {
                signed.add(request);
                byte[] digest =
                        Base64.getDecoder().decode(request.required("Message").asString());
                send(exchange, 200, "{\"Signature\":\"%s\"}".formatted(base64(signatureOf(digest))));
            }
            default -> send(exchange, 400, "{\"__type\":\"UnknownOperationException\"}");
        }
    }

    private byte[] signatureOf(byte[] digest) {
        try {
            Signature ecdsa = Signature.getInstance("NONEwithECDSA");
            ecdsa.initSign(key.pair().getPrivate());
            ecdsa.update(digest);
            return ecdsa.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, json.length());
            exchange.getResponseBody().write(json.getBytes(UTF_8));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
