package dev.tryops.bench;

import dev.tryops.bench.LoadClient.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service, with what it is compared to, over one store. */
final class ServerProcess implements AutoCloseable {

    /** The collector of the distribution; heap of one size, so that memory grows for other reasons only. */
    static final List<String> FLAGS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Child child;
    private final int port;

    private ServerProcess(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    static ServerProcess start(TrainedStore store, String reloadSeconds, Path log, String... moreFlags)
            throws IOException {
        return start(variables(store, 0, reloadSeconds), log, moreFlags);
    }

    /** With this configuration, in which {@code PORT} is 0. */
    static ServerProcess start(Map<String, String> variables, Path log, String... moreFlags) throws IOException {
        List<String> command = new ArrayList<>(List.of(JavaHome.java()));
        command.addAll(FLAGS);
        command.addAll(List.of(moreFlags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tryops.api.BenchServer"));
        Child child = Child.start(command, variables, log);
        try {
            ServerProcess server = new ServerProcess(child, awaitPort(child));
            server.awaitReady();
            return server;
        } catch (IOException | RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** The service's configuration: on loopback, with its management on another free port. */
    static Map<String, String> variables(TrainedStore store, int port, String reloadSeconds) {
        return Map.of(
                "MODEL_STORE",
                store.root().toString(),
                "ENVIRONMENT",
                TrainedStore.ENVIRONMENT,
                "SERVER_ADDRESS",
                "127.0.0.1",
                "PORT",
                Integer.toString(port),
                "MANAGEMENT_PORT",
                "0",
                "MODEL_RELOAD_INTERVAL",
                reloadSeconds);
    }

    private static int awaitPort(Child child) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Matcher port = PORT.matcher(child.output());
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            child.requireAlive();
            pause(20);
        }
        throw new IOException("The server did not start:\n" + child.output());
    }

    private void awaitReady() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > end) {
                throw new IOException("The server loaded no model:\n" + child.output());
            }
            pause(20);
        }
    }

    private boolean isReady() throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            return connection.exchange(HttpConnection.get("/ready")) == 200;
        }
    }

    Target get(String path) {
        return new Target(port, path, HttpConnection.get(path));
    }

    Target post(String path, byte[] body) {
        return new Target(port, path, HttpConnection.post(path, body));
    }

    int port() {
        return port;
    }

    long pid() {
        return child.pid();
    }

    long cpuMicros() throws IOException {
        return ProcFiles.cpuMicros(child.pid());
    }

    long rssKilobytes() throws IOException {
        return ProcFiles.rssKilobytes(child.pid());
    }

    static void pause(long millis) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
