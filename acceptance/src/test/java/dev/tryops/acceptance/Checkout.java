package dev.tryops.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built checkout under test: its jars and scripts, and the JVM to run them with. */
final class Checkout {

    static final Path ROOT =
            Path.of(System.getProperty("tryops.root", "..")).toAbsolutePath().normalize();
    private static final String REHEARSED =
            ROOT.resolve("acceptance/target/programs/rehearsed").toString();

    /** What follows {@code java} to run the training job. */
    static final List<String> TRAINING = UnpackedJar.command(
            jar("training-job/target/training-job-exec.jar"),
            new UnpackedJar.Rehearsal(
                    List.of(), List.of("--synthetic", "500", "--policy", "local", "--store", REHEARSED), Map.of()));
    /** What follows {@code java} to run the service, whose rehearsal ends once it is ready to listen. */
    static final List<String> API = UnpackedJar.command(
            jar("api-service/target/api-service-exec.jar"),
            new UnpackedJar.Rehearsal(
                    List.of("-Dspring.context.exit=onRefresh"),
                    List.of(),
                    Map.of("MODEL_STORE", REHEARSED, "PREDICTION_LOG", "off", "PORT", "0", "MANAGEMENT_PORT", "0")));

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

    static List<String> java(List<String> more) {
        return java(more.toArray(String[]::new));
    }

    private static Path jar(String path) {
        Path jar = ROOT.resolve(path);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built; run 'make test'");
        }
        return jar;
    }
}
