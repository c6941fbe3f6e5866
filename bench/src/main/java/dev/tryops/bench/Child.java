package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of this run, with a clean environment and its output in a file. None of them outlives the runner. */
final class Child implements AutoCloseable {

    private static final List<String> INHERITED = List.of("PATH", "HOME", "TMPDIR", "LANG", "JAVA_HOME");

    /** The kernel keeps the peak: what is missed is what a process takes in its last moments. */
    private static final int WATCH_MILLIS = 10;

    private final Process process;
    private final Path log;
    private final Thread onExit;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.onExit = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    static Child start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Child(builder.start(), log);
    }

    /** Runs to the end; anything but exit code 0 within {@code minutes} is an {@link IOException} with the output. */
    static String run(List<String> command, Map<String, String> environment, Path log, int minutes) throws IOException {
        try (Child child = start(command, environment, log)) {
            if (!child.process.waitFor(minutes, TimeUnit.MINUTES)) {
                throw new IOException(command + " still runs after " + minutes + " minutes; see " + log);
            }
            if (child.process.exitValue() != 0) {
                throw new IOException(command + " ended with " + child.process.exitValue() + ":\n" + child.output());
            }
            return child.output();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command, e);
        }
    }

    /** What a process took; {@code anonymousKilobytes} is resident memory without pages of files. */
    record Usage(double seconds, long peakKilobytes, long anonymousKilobytes) {}

    /** As {@link #run}, and watches the memory, every few milliseconds, from outside. */
    static Usage measure(List<String> command, Map<String, String> environment, Path log, int minutes)
            throws IOException {
        long begun = System.nanoTime();
        long peak = 0;
        long anonymous = 0;
        try (Child child = start(command, environment, log)) {
            while (!child.process.waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                ProcFiles.Memory now = ProcFiles.memory(child.pid());
                peak = Math.max(peak, now.peakKilobytes());
                anonymous = Math.max(anonymous, now.anonymousKilobytes());
                if (System.nanoTime() - begun > TimeUnit.MINUTES.toNanos(minutes)) {
                    throw new IOException(command + " still runs after " + minutes + " minutes; see " + log);
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (child.process.exitValue() != 0) {
                throw new IOException(command + " ended with " + child.process.exitValue() + ":\n" + child.output());
            }
            return new Usage(seconds, peak, anonymous);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command, e);
        }
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    /** Throws with the output if the process has ended. */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("A process ended with " + process.exitValue() + ":\n" + output());
        }
    }

    long pid() {
        return process.pid();
    }

    /** The JVM behind a script that does not replace itself by it. */
    long javaPid() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .map(ProcessHandle::pid)
                .orElse(pid());
    }

    @Override
    public void close() {
        end(process);
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // The runner itself is ending, and the hook with it.
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
