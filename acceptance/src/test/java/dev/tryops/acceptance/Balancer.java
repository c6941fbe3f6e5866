package dev.tryops.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A load balancer on a loopback port that passes bytes on and repeats nothing. Which services are ready it asks them
 * every 200 ms, so it lags behind as real ones do. Also a client of itself, that repeats nothing either.
 */
final class Balancer implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final List<URI> services = new CopyOnWriteArrayList<>();
    private final Set<URI> ready = ConcurrentHashMap.newKeySet();
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile boolean stop;

    Balancer(URI... services) {
        this.services.addAll(List.of(services));
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(this::follow);
        threads.submit(this::accept);
    }

    void add(URI service) {
        services.add(service);
    }

    boolean sendsTo(URI service) {
        return ready.contains(service);
    }

    HttpResponse<String> predict(String body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1/predict"))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("A request failed: " + e, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void follow() {
        while (!stop) {
            for (URI service : services) {
                if (isReady(service)) {
                    ready.add(service);
                } else {
                    ready.remove(service);
                }
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean isReady(URI service) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void accept() {
        try {
            while (!stop) {
                Socket from = server.accept();
                threads.submit(() -> pass(from));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from) {
        sockets.add(from);
        List<URI> targets = services.stream().filter(ready::contains).toList();
        try (from;
                Socket to = new Socket()) {
            sockets.add(to);
            URI target = targets.get(Math.floorMod(turn.getAndIncrement(), targets.size()));
            to.connect(new InetSocketAddress(target.getHost(), target.getPort()), 2_000);
            to.setTcpNoDelay(true);
            from.setTcpNoDelay(true);
            threads.submit(() -> pump(from, to));
            pump(to, from);
            sockets.remove(to);
        } catch (IOException | RuntimeException e) {
            // the client sees its connection close, and counts that as a failure
        } finally {
            sockets.remove(from);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // either side has gone
        }
    }

    @Override
    public void close() {
        stop = true;
        client.close();
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
