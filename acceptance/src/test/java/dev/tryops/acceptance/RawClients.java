package dev.tryops.acceptance;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Cheap clients, each with a connection of its own, that send the same bytes: as fast as answered, or at a fixed rate. */
final class RawClients {

    private final URI target;
    private final byte[] request;

    RawClients(URI target, String path, String json) {
        this.target = target;
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
    }

    /** Each client waits for its answer before it asks again. */
    Tally closedLoop(int clients, Duration duration) {
        return run(clients, duration, Long.MAX_VALUE, 0);
    }

    /** So many requests per second in all, whatever the answers do, as far as {@code clients} connections allow. */
    Tally openLoop(int clients, double perSecond, Duration duration) {
        return run(clients, duration, (long) (1e9 * clients / perSecond), (long) (1e9 / perSecond));
    }

    private Tally run(int clients, Duration duration, long nanosBetween, long nanosApart) {
        Tally tally = new Tally();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        boolean paced = nanosBetween != Long.MAX_VALUE;
        try (ExecutorService threads =
                paced ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                long first = start + i * nanosApart;
                threads.submit(() -> talk(tally, first, end, paced ? nanosBetween : 0));
            }
            threads.shutdown();
            if (!threads.awaitTermination(duration.toSeconds() + 30, TimeUnit.SECONDS)) {
                tally.failed(new IOException("A request was never answered"));
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return tally;
    }

    private void talk(Tally tally, long first, long end, long between) {
        Connection connection = new Connection();
        long due = first;
        while (System.nanoTime() < end && due < end) {
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            connection.ask(tally);
            due = between == 0 ? System.nanoTime() : due + between;
            while (between > 0 && due < System.nanoTime() - between) {
                tally.tooLate();
                due += between;
            }
        }
        connection.close();
    }

    private final class Connection {
        private Socket socket = new Socket();
        private InputStream in = InputStream.nullInputStream();

        void ask(Tally tally) {
            long start = System.nanoTime();
            try {
                if (!socket.isConnected() || socket.isClosed()) {
                    socket = new Socket();
                    socket.setTcpNoDelay(true);
                    socket.setSoTimeout(20_000);
                    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), 10_000);
                    in = new BufferedInputStream(socket.getInputStream(), 32 << 10);
                }
                socket.getOutputStream().write(request);
                String head = readAnswer();
                tally.add(Integer.parseInt(head.substring(9, 12)), System.nanoTime() - start, head);
                if (head.contains("Connection: close")) {
                    close();
                }
            } catch (IOException | RuntimeException e) {
                tally.failed(e);
                close();
            }
        }

        private String readAnswer() throws IOException {
            StringBuilder head = new StringBuilder(256);
            int inLine = 2; // the section ends with a line that has but its end, CR LF
            for (int next = 0; !(next == '\n' && inLine == 2); ) {
                inLine = next == '\n' ? 0 : inLine;
                next = in.read();
                if (next < 0) {
                    throw new EOFException("The service closed without an answer");
                }
                head.append((char) next);
                inLine++;
            }
            int at = head.indexOf("Content-Length: ") + 16;
            in.skipNBytes(Long.parseLong(head.substring(at, head.indexOf("\r\n", at))));
            return head.toString();
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
