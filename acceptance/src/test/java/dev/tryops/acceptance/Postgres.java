package dev.tryops.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server with a database of its own, from whatever PostgreSQL this machine has. */
final class Postgres implements AutoCloseable {

    static final String USER = "trainer";
    static final String PASSWORD = "a-secret-of-the-test";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path home;
    private final int port = Ports.free();
    private final Path programs;
    private Process server;

    private Postgres(Path programs) throws IOException, InterruptedException {
        this.programs = programs;
        this.home = Files.createTempDirectory(
                "tryops-postgres", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path password = Files.writeString(home.resolve("password"), PASSWORD);
        if (isRoot()) {
            run("chown", "-R", "nobody", home.toString());
        }
        run(command(
                "initdb",
                "-D",
                home.resolve("data").toString(),
                "-U",
                USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--no-sync",
                "--locale=C",
                "--encoding=UTF8"));
        start();
    }

    /** Skips the test where there is no PostgreSQL. */
    static Postgres startOrSkip() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        Assumptions.assumeTrue(programs.isPresent(), "no PostgreSQL server on this machine (initdb, postgres)");
        return new Postgres(programs.get());
    }

    private static Optional<Path> programs() throws IOException {
        List<Path> candidates = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            candidates.add(Path.of(folder));
        }
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> releases = Files.list(DEBIAN)) {
                releases.map(release -> release.resolve("bin"))
                        .sorted(Comparator.reverseOrder())
                        .forEach(candidates::add);
            }
        }
        return candidates.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    void start() throws IOException {
        server = new ProcessBuilder(command(
                        "postgres",
                        "-D",
                        home.resolve("data").toString(),
                        "-p",
                        "" + port,
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("server.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            connect().close();
            return true;
        });
    }

    /** At once, whoever is connected. */
    void stop() {
        try {
            run("kill", "-INT", "" + server.pid());
            server.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, PASSWORD);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    Map<String, String> variables() {
        return Map.of("JOB_REPOSITORY", url(), "JOB_REPOSITORY_USER", USER, "JOB_REPOSITORY_PASSWORD", PASSWORD);
    }

    /** PostgreSQL refuses to run as root. */
    private String[] command(String program, String... args) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(args));
        return command.toArray(String[]::new);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
    }

    @Override
    public void close() throws IOException {
        if (server.isAlive()) {
            stop();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
