package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** {@code make bench}: measures everything in turn and prints one table. */
public final class Bench {

    private static final Path FOLDER = Path.of("bench/target/run");
    private static final List<Integer> WIDE = List.of(50, 500);

    /** Half of the highest rate, divided by this: client, swaps and service share the machine, and none may be short. */
    private static final int SWAPS_AT = 4;

    private Bench() {}

    public static void main(String[] args) throws IOException {
        String name = args.length > 0 ? args[0] : "";
        Plan plan = Plan.named(name);
        String out = System.getenv().getOrDefault("BENCH_OUT", "");
        if (plan == null) {
            exit("BENCH is 'quick' or 'full', not '" + name + "'");
        } else if (!plan.documented() && !out.isEmpty()) {
            exit("A quick run is not written to a document: leave BENCH=quick or BENCH_OUT away");
        } else {
            requireTools();
            clear(FOLDER);
            Files.createDirectories(FOLDER);
            new Bench().run(new Run(plan, FOLDER.toAbsolutePath()), out);
        }
    }

    private void run(Run run, String out) throws IOException {
        Report report = new Report();
        Machine machine = Machine.before();
        TrainedStore credit = new TrainedStore(run.folder.resolve("store-5"));
        run.rounds("training four models", 1, round -> train(run, credit));
        byte[] body = RequestBodies.single(credit.servingMetadata());
        double half = requestsAndBatches(run, credit, body, report);
        swaps(run, credit, body, half / SWAPS_AT, report);

        MicroBenchmarks micro = new MicroBenchmarks(run, credit);
        micro.measure();
        micro.report(report);

        Starts starts = new Starts(run, credit);
        starts.measure(body);
        starts.report(report);

        Document document = new Document(run, machine, report);
        System.out.println(document.text());
        if (!out.isEmpty()) {
            Files.writeString(Path.of(out), document.markdown());
        }
    }

    /** Side by side: nothing is measured yet. */
    private static void train(Run run, TrainedStore credit) throws IOException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Callable<Void>> trainings = new ArrayList<>();
            trainings.add(() -> {
                credit.trainOnCredit(42);
                credit.trainOnCredit(43);
                return null;
            });
            for (int features : WIDE) {
                trainings.add(() -> {
                    wide(run, features).trainOnWideData(features);
                    return null;
                });
            }
            for (Future<Void> training : threads.invokeAll(trainings)) {
                training.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("A training failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while training", e);
        }
    }

    private static TrainedStore wide(Run run, int features) {
        return new TrainedStore(run.folder.resolve("store-" + features));
    }

    /** Half of the highest rate that predict sustains, per second. */
    private static double requestsAndBatches(Run run, TrainedStore credit, byte[] body, Report report)
            throws IOException {
        List<ServerProcess> servers = new ArrayList<>();
        try {
            ServerProcess main = start(run, credit, servers);
            long atStart = main.rssKilobytes();
            Batches batches = new Batches(run);
            batches.add(main, credit.servingMetadata());
            for (int features : WIDE) {
                TrainedStore wide = wide(run, features);
                batches.add(start(run, wide, servers), wide.servingMetadata());
            }
            Requests requests = new Requests(run, main, body);
            requests.warmUp();
            requests.measure();
            batches.warmUp();
            batches.measure();
            requests.report(report);
            batches.report(report);
            report.add(Line.of(
                    "RSS after all load",
                    Line.number(main.rssKilobytes() / 1024.0) + " MiB",
                    "as ready, " + Line.number(atStart / 1024.0) + " MiB",
                    new Samples(List.of((double) main.rssKilobytes() / atStart))));
            return requests.halfRate(Requests.Endpoint.PREDICT);
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private static ServerProcess start(Run run, TrainedStore store, List<ServerProcess> servers) throws IOException {
        Path log = run.folder.resolve("server-" + servers.size() + ".log");
        ServerProcess server = ServerProcess.start(store, "60", log);
        servers.add(server);
        return server;
    }

    private static void swaps(Run run, TrainedStore store, byte[] body, double perSecond, Report report)
            throws IOException {
        Path log = run.folder.resolve("server-swaps.log");
        try (ServerProcess server = ServerProcess.start(store, Swaps.RELOAD_SECONDS, log, Swaps.TOUCHED)) {
            Swaps swaps = new Swaps(run, store, server);
            swaps.measureLatency(body, perSecond);
            swaps.measureMemory(body);
            swaps.report(report);
        }
    }

    private static void requireTools() {
        for (String tool : List.of("wrk", "taskset")) {
            boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
            if (!found) {
                exit("make bench needs '" + tool + "': on Debian, apt-get install wrk util-linux");
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void exit(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
