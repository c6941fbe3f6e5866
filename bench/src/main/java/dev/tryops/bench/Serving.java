package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The service against plain Spring controllers: everything in turn, as one section. */
final class Serving {

    static final String TITLE = "Serving";

    private static final String METHOD = """
            Every ratio is taken within a round and the table shows the median over rounds, with the lowest and the highest
            in Spread. All routes share one JVM, its flags, filters and HTTP metrics; the naive controller validates nothing
            and has no metrics of its own, and its session has the same options as the service's. Requests/s and CPU: wrk,
            one thread, 64 connections, CPU from /proc. Latency: open loop, 16 connections, counted from the scheduled
            moment, so the client's own wake-up is in it, but not the new connection that Tomcat asks for after every hundred
            requests. Swaps: the same at an eighth of the highest rate. Batches: two connections. Client and server share the
            machine's cores. The line "noise" is one route measured twice per round: what lies within its spread of 1 is no difference.
            JMH: one fork per benchmark, not interleaved.
            """;

    private static final List<Integer> WIDE = List.of(50, 500);

    /** Half of the highest rate, divided by this: client, swaps and service share the machine, and none may be short. */
    private static final int SWAPS_AT = 4;

    private Serving() {}

    static Section measure(Run run) throws IOException {
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

        String flags = "Server flags: " + String.join(" ", ServerProcess.FLAGS);
        return Section.of(TITLE, run, machine.facts(flags), report, METHOD);
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
}
