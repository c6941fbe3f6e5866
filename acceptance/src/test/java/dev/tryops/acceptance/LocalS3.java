package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real S3 server as a process on loopback. It serves one request at a time: what it proves is our compare-and-swap
 * against a correct store, not S3 under concurrency. It checks no credentials.
 */
final class LocalS3 implements AutoCloseable {

    static final String BUCKET = "models";
    private static final String CREDENTIAL = "local";

    private final Program program;
    private final int port;

    private LocalS3(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Also gives this JVM's own clients credentials to show it. */
    static LocalS3 start() throws IOException {
        System.setProperty("aws.accessKeyId", CREDENTIAL);
        System.setProperty("aws.secretAccessKey", CREDENTIAL);
        int port = Ports.free();
        Program program = Program.start(
                Checkout.ROOT,
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                List.of("bash", "scripts/local-s3", Integer.toString(port), BUCKET));
        await().atMost(Duration.ofSeconds(60)).until(() -> !program.isAlive() || Ports.accepts(port));
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
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ENDPOINT_URL_S3",
                        "http://127.0.0.1:" + port,
                        "AWS_ACCESS_KEY_ID",
                        CREDENTIAL,
                        "AWS_SECRET_ACCESS_KEY",
                        CREDENTIAL,
                        "AWS_EC2_METADATA_DISABLED",
                        "true"));
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
}
