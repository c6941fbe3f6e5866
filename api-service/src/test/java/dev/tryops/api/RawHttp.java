package dev.tryops.api;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test writes the bytes of HTTP/1.1 itself, right or wrong. Gives up reading after 15 s. */
final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket;

    RawHttp(int port) {
        this(port, 0);
    }

    /** @param receiveBuffer bytes of answers that the kernel takes while nobody reads them; 0 leaves it to the kernel */
    RawHttp(int port, int receiveBuffer) {
        try {
            socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer); // before connecting, or the window is large already
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends text with {@code \n} for line ends, and reads until the server closes. */
    static String exchange(int port, String request) {
        try (RawHttp http = new RawHttp(port)) {
            http.send(request);
            return http.readToEnd();
        }
    }

    static String predict(String json) {
        return "POST /v1/predict HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: " + json.length()
                + "\n\n" + json;
    }

    void send(String text) {
        try {
            sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Leaves without a word: the server meets a reset. */
    void abort() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** One response whole, of which the length was announced; the connection stays open. */
    String readResponse() {
        String head = readHead();
        String length = head.replaceAll("(?is).*\r\nContent-Length: *(\\d+)\r\n.*", "$1");
        if (length.equals(head)) {
            return head;
        }
        try {
            byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(length));
            return head + new String(body, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Status and headers of one response, or what came of them until the server closed. */
    String readHead() {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return head.toString();
                }
                head.append((char) next);
            }
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that comes until the server closes; a reset ends it as a close does. */
    String readToEnd() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server left the connection open after: " + all, e);
        } catch (SocketException e) {
            return all.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Reads and forgets whatever comes, and fails when the server has closed. */
    void awaitClose() throws IOException {
        socket.setSoTimeout(0);
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        throw new EOFException("The server closed");
    }

    boolean closedByServer() {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
