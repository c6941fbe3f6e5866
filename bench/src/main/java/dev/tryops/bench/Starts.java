package dev.tryops.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** From the start of the process to the first prediction, on one CPU. */
final class Starts {

    private static final Path JAR = Path.of("api-service/target/api-service-exec.jar");
    private static final Path DISTRIBUTION = Path.of("target/dist/bin/api-service");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Goal GOAL = Goal.atMost(0.4, 0.25);

    private final Run run;
    private final TrainedStore store;
    private final List<Start> plain = new ArrayList<>();
    private final List<Start> distributed = new ArrayList<>();

    private record Start(double seconds, double mebibytes) {}

    Starts(Run run, TrainedStore store) {
        this.run = run;
        this.store = store;
    }

    private static boolean isDistributed() {
        return Files.isExecutable(DISTRIBUTION);
    }

    void measure(byte[] body) throws IOException {
        byte[] request = HttpConnection.post("/v1/predict", body);
        run.optionalRounds("starts on one CPU", run.plan.starts(), round -> {
            plain.add(start(List.of(JavaHome.java(), "-jar", JAR.toString()), request));
            if (isDistributed()) {
                distributed.add(start(List.of(DISTRIBUTION.toString()), request));
            }
        });
    }

    private Start start(List<String> program, byte[] request) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", "0"));
        command.addAll(program);
        int port = freePort();
        long begun = System.nanoTime();
        try (Child child =
                Child.start(command, ServerProcess.variables(store, port, "60"), run.folder.resolve("start.log"))) {
            while (!answers(port, request)) {
                child.requireAlive();
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IOException("No prediction after " + PATIENCE + ":\n" + child.output());
                }
                ServerProcess.pause(5);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Start(seconds, ProcFiles.rssKilobytes(child.javaPid()) / 1024.0);
        }
    }

    private static boolean answers(int port, byte[] request) {
        try (HttpConnection connection = new HttpConnection(port)) {
            return connection.exchange(request) == 200;
        } catch (IOException e) {
            return false; // not open yet
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    void report(Report report) {
        String what = "start to first prediction, 1 CPU, make dist";
        if (plain.isEmpty()) {
            report.add(Line.missing(what, "java -jar", "no time", GOAL));
            return;
        }
        String against = "java -jar, " + Line.number(seconds(plain).median()) + " s";
        if (distributed.isEmpty()) {
            report.add(Line.missing(what, against, "not built", GOAL));
            return;
        }
        report.add(Line.of(
                what,
                Line.number(seconds(distributed).median()) + " s",
                against,
                seconds(distributed).over(seconds(plain)),
                GOAL));
        report.add(Line.of(
                "RSS at the first prediction, make dist",
                Line.number(memory(distributed).median()) + " MiB",
                "java -jar, " + Line.number(memory(plain).median()) + " MiB",
                memory(distributed).over(memory(plain))));
    }

    private static Samples seconds(List<Start> starts) {
        return new Samples(starts.stream().map(Start::seconds).toList());
    }

    private static Samples memory(List<Start> starts) {
        return new Samples(starts.stream().map(Start::mebibytes).toList());
    }
}
