package dev.tryops.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tryops.model.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A bucket to read from that is as far away as S3, and as large: {@link LocalS3} rewrites its index with every object, and
 * would take a minute to fill. Answers GetObject, and ListObjectsV2 in pages of at most 1,000 keys, both after
 * {@code distance}; nothing else.
 */
final class FarBucket implements AutoCloseable {

    private static final int LARGEST_PAGE = 1_000;

    private final HttpServer server;
    private final NavigableMap<String, byte[]> objects;
    private final Duration distance;

    FarBucket(NavigableMap<String, byte[]> objects, Duration distance) throws IOException {
        this.objects = objects;
        this.distance = distance;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/" + LocalS3.BUCKET, this::answer);
        server.start();
    }

    Store store() {
        return LocalS3.storeAt(LocalS3.BUCKET, server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        LockSupport.parkNanos(distance.toNanos());
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        byte[] object = objects.get(path.substring(Math.min(path.length(), LocalS3.BUCKET.length() + 2)));
        if (query != null && query.contains("list-type=2")) {
            send(exchange, 200, page(parameters(query)).getBytes(UTF_8));
        } else if (object == null) {
            send(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>".getBytes(UTF_8));
        } else {
            exchange.getResponseHeaders().add("ETag", "\"" + Sha256.hex(object) + "\"");
            send(exchange, 200, object);
        }
    }

    private String page(Map<String, String> asked) {
        String prefix = asked.getOrDefault("prefix", "");
        String after = asked.getOrDefault("start-after", "");
        int limit = Math.min(LARGEST_PAGE, Integer.parseInt(asked.getOrDefault("max-keys", "1000")));
        Iterator<String> keys = objects.tailMap(after, false).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .iterator();
        StringBuilder contents = new StringBuilder();
        for (int i = 0; i < limit && keys.hasNext(); i++) {
            contents.append("<Contents><Key>").append(keys.next()).append("</Key></Contents>");
        }
        return "<ListBucketResult><IsTruncated>" + keys.hasNext() + "</IsTruncated>" + contents + "</ListBucketResult>";
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        Stream.of(query.split("&")).map(pair -> pair.split("=", 2)).forEach(pair -> parameters.put(pair[0], pair[1]));
        return parameters;
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
