package dev.tryops.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built checkout under test: its jars and scripts, and the JVM to run them with. */
final class Checkout {

    static final Path ROOT =
            Path.of(System.getProperty("tryops.root", "..")).toAbsolutePath().normalize();
    static final Path TRAINING_JAR = jar("training-job/target/training-job-exec.jar");
    static final Path API_JAR = jar("api-service/target/api-service-exec.jar");
    static final Path CLI_JAR = jar("cli/target/cli.jar");

    private Checkout() {}

    /** {@code java} with small heaps: several of these processes share one test machine. */
    static List<String> java(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m"));
        command.addAll(List.of(more));
        return command;
    }

    private static Path jar(String path) {
        Path jar = ROOT.resolve(path);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built; run 'make test'");
        }
        return jar;
    }
}
