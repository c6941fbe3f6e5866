package dev.tryops.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP relay between two processes that breaks in the ways networks and servers break. */
final class Wire implements AutoCloseable {

    enum Fault {
        NONE,
        /** Connections are accepted and closed at once. */
        CUT,
        /** Nothing is answered for a long time. */
        SILENT,
        /** Every request is answered by this wire, with 500. */
        ERROR_500,
        /** Every request is answered by this wire, with 403. */
        DENIED_403,
        /** The answer breaks off after a few bytes. */
        TRUNCATED,
        /** The next answer to a PUT is dropped, after the server has carried it out; then NONE. */
        DROPS_ONE_PUT_ANSWER
    }

    private static final int TRUNCATE_AFTER = 40;
    private static final int LONGEST_LINE = 4_096;
    private static final Pattern REQUEST = Pattern.compile("(GET|PUT|DELETE|HEAD|POST) (\\S+) HTTP/1.1");

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger puts = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;
    private volatile Gate gate = new Gate("nothing", 0);

    Wire(int target) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Begins a fault. Connections kept alive are closed, so that it strikes at once. */
    void strike(Fault next) {
        fault = next;
        open.forEach(Wire::closeQuietly);
    }

    int puts() {
        return puts.get();
    }

    /** Holds PUTs to {@code key} until {@code parties} of them are there, and then lets them go together. */
    void gather(String key, int parties) {
        gate = new Gate(key, parties);
    }

    /** How many PUTs the last {@link #gather} still waits for. */
    long awaited() {
        return gate.missing.getCount();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            switch (fault) {
                case CUT -> {}
                case SILENT -> hold(client);
                case ERROR_500 -> answer(client, "500 Internal Server Error", "InternalError");
                case DENIED_403 -> answer(client, "403 Forbidden", "AccessDenied");
                case NONE, TRUNCATED, DROPS_ONE_PUT_ANSWER -> relay(client);
            }
        } catch (IOException e) {
            // A broken connection is what this is for.
        } finally {
            open.remove(client);
        }
    }

    private void hold(Socket client) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (fault == Fault.SILENT && !client.isClosed() && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static void answer(Socket client, String status, String code) throws IOException {
        client.setSoTimeout(1_000);
        byte[] ignored = new byte[64 << 10];
        if (client.getInputStream().read(ignored) < 0) {
            return;
        }
        String body = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>injected</Message></Error>";
        String text =
                "HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private void relay(Socket client) throws IOException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(upstream);
            boolean[] dropping = new boolean[1];
            Thread requests = Thread.ofVirtual().start(() -> forward(client, upstream, dropping));
            back(upstream, client, dropping);
            closeQuietly(client);
            requests.join();
            open.remove(upstream);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(Socket client, Socket upstream, boolean[] dropping) {
        try {
            InputStream in = client.getInputStream();
            OutputStream out = upstream.getOutputStream();
            byte[] buffer = new byte[64 << 10];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String start = new String(buffer, 0, Math.min(n, LONGEST_LINE), StandardCharsets.US_ASCII);
                record(start);
                gate.pass(start);
                if (n >= 4 && new String(buffer, 0, 4, StandardCharsets.US_ASCII).equals("PUT ")) {
                    puts.incrementAndGet();
                    dropping[0] = fault == Fault.DROPS_ONE_PUT_ANSWER;
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            // Ends with its connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(upstream);
        }
    }

    private void record(String start) {
        Matcher line = REQUEST.matcher(start);
        if (line.lookingAt()) {
            requests.add(line.group(1) + " " + line.group(2));
        }
    }

    /** The first line of every request so far, without its protocol: {@code GET /bucket/key?query}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void back(Socket upstream, Socket client, boolean[] dropping) throws IOException {
        InputStream in = upstream.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[64 << 10];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            String start = new String(buffer, 0, Math.min(n, 12), StandardCharsets.US_ASCII);
            if (dropping[0] && !start.equals("HTTP/1.1 100")) {
                fault = Fault.NONE;
                return; // the server has done it, and nobody will know
            }
            if (fault == Fault.TRUNCATED) {
                out.write(buffer, 0, Math.min(n, TRUNCATE_AFTER));
                return;
            }
            out.write(buffer, 0, n);
            out.flush();
        }
    }

    /** Where PUTs to one key wait for each other, though not so long that the client gives them up. */
    private static final class Gate {
        private static final int PATIENCE_SECONDS = 15;

        private final String key;
        private final CountDownLatch missing;

        Gate(String key, int parties) {
            this.key = key;
            this.missing = new CountDownLatch(parties);
        }

        void pass(String start) throws InterruptedException {
            Matcher line = REQUEST.matcher(start);
            if (line.lookingAt() && line.group(1).equals("PUT") && line.group(2).endsWith(key)) {
                missing.countDown();
                var ignored = missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(Wire::closeQuietly);
    }
}
