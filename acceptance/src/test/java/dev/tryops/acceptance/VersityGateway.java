package dev.tryops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An S3 server over a directory that checks signatures and works on several requests at once. */
final class VersityGateway implements AutoCloseable {

    static final Path PROGRAM = Checkout.ROOT.resolve("target/versitygw");
    static final String KEY = "local-access-key";
    static final String SECRET = "local-secret-key";

    private final Program program;
    private final int port;

    private VersityGateway(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Serves the bucket {@link LocalS3#BUCKET} from a folder in {@code directory}. */
    static VersityGateway start(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("buckets").resolve(LocalS3.BUCKET));
        return start(directory, KEY, List.of("posix", "buckets"));
    }

    /** Serves buckets that keep versions where they are told to, and belong to {@code owner}, whose key has that name. */
    static VersityGateway startVersioned(Path directory, String owner) throws IOException {
        Files.createDirectories(directory.resolve("buckets"));
        Path versions = Files.createDirectories(directory.resolve("versions"));
        return start(directory, owner, List.of("posix", "--versioning-dir", versions.toString(), "buckets"));
    }

    private static VersityGateway start(Path directory, String key, List<String> backend) throws IOException {
        int port = Ports.free();
        Program program = Program.start(
                directory,
                Map.of("ROOT_ACCESS_KEY", key, "ROOT_SECRET_KEY", SECRET),
                Stream.concat(Stream.of(PROGRAM.toString(), "--port", "127.0.0.1:" + port), backend.stream())
                        .toList());
        await().atMost(Duration.ofSeconds(20)).until(() -> !program.isAlive() || Ports.accepts(port));
        assertThat(program.isAlive()).as(program.output()).isTrue();
        return new VersityGateway(program, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        program.close();
    }
}
