package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real S3 server as a process on loopback. It serves one request at a time: what it proves is our compare-and-swap
 * against a correct store, not S3 under concurrency. It checks no credentials.
 */
final class LocalS3 implements AutoCloseable {

    static final String BUCKET = "models";

    private final Program program;
    private final int port;

    private LocalS3(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    static LocalS3 start() throws IOException {
        int port = freePort();
        Program program = Program.start(
                Checkout.ROOT,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                List.of("bash", "scripts/local-s3", Integer.toString(port), BUCKET));
        await().atMost(Duration.ofSeconds(60)).until(() -> !program.isAlive() || accepts(port));
        assertThat(program.isAlive()).as(program.output()).isTrue();
        return new LocalS3(program, port);
    }

    /** A store of its own under {@code prefix}, reached on {@code port}, which may be a proxy's. */
    Store store(String prefix, int port) {
        return storeAt(BUCKET + "/" + prefix, port);
    }

    static Store storeAt(String bucket, int port) {
        return new Store(
                "s3://" + bucket,
                Map.of(
                        "AWS_REGION", "us-east-1",
                        "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + port,
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "AWS_EC2_METADATA_DISABLED", "true"));
    }

    Store store(String prefix) {
        return store(prefix, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        program.close();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
