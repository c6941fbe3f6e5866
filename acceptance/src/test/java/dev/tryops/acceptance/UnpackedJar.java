package dev.tryops.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program's jar unpacked as in the distribution, with an archive of the classes that a rehearsal loaded: its processes
 * then start with two thirds of the work. Made once for all test JVMs, and again when the jar has changed.
 */
final class UnpackedJar {

    private static final Path FOLDER = Checkout.ROOT.resolve("acceptance/target/programs");

    private final Path jar;
    private final Path unpacked;

    private UnpackedJar(Path jar) {
        this.jar = jar;
        this.unpacked = FOLDER.resolve(jar.getFileName().toString().replace(".jar", ""));
    }

    /** What follows {@code java} to run a jar; {@code rehearsal} are arguments with which it ends by itself. */
    static List<String> command(Path jar, Rehearsal rehearsal) {
        UnpackedJar made = new UnpackedJar(jar);
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel = FileChannel.open(
                            FOLDER.resolve(jar.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock alone = channel.lock()) {
                made.makeIfStale(rehearsal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(
                "-XX:SharedArchiveFile=" + made.archive(),
                "-jar",
                made.unpackedJar().toString());
    }

    /** Arguments before and after the jar, and variables. */
    record Rehearsal(List<String> options, List<String> arguments, Map<String, String> variables) {}

    private void makeIfStale(Rehearsal rehearsal) throws IOException {
        if (Files.exists(archive())
                && Files.getLastModifiedTime(archive()).compareTo(Files.getLastModifiedTime(jar)) >= 0) {
            return;
        }
        run(
                List.of("-Djarmode=tools", "-jar", jar.toString()),
                List.of("extract", "--force", "--destination", unpacked.toString()),
                Map.of());
        List<String> before = new ArrayList<>(rehearsal.options());
        before.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive(), "-jar", unpackedJar().toString()));
        run(before, rehearsal.arguments(), rehearsal.variables());
    }

    private static void run(List<String> options, List<String> arguments, Map<String, String> variables) {
        List<String> command = Checkout.java(options.toArray(String[]::new));
        command.addAll(arguments);
        try (Program program = Program.start(FOLDER, variables, command)) {
            if (program.await(120) != 0) {
                throw new IllegalStateException(command + " failed:\n" + program.output());
            }
        }
    }

    private Path unpackedJar() {
        return unpacked.resolve(jar.getFileName());
    }

    private Path archive() {
        return unpacked.resolve("classes.jsa");
    }
}
