package dev.tryops.bench;

import dev.tryops.bench.LoadClient.Target;
import dev.tryops.bench.Wrk.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What monitoring costs: the same requests to a service that counts, checks and keeps what it predicts, and to one that
 * does not. There are two processes of each kind, because no two JVMs compile the same code alike.
 */
final class Monitoring {

    private static final int PROCESSES = 2;
    private static final int ROWS = 1_000;
    private static final int BATCH_CONNECTIONS = 2;
    private static final int CONNECTIONS = 16;

    private static final Map<String, String> OFF = Map.of("DRIFT_WINDOW_SIZE", "0", "PREDICTION_LOG", "off");
    private static final Map<String, String> ON =
            Map.of("DRIFT_CHECK_INTERVAL", "0.25", "PREDICTION_LOG_FLUSH_BYTES", "5000000");

    private enum Figure {
        REQUESTS,
        BATCHES,
        P99,
        P99_9
    }

    private final Run run;
    private final TrainedStore store;
    private final Map<Figure, List<List<Double>>> on = new EnumMap<>(Figure.class);
    private final Map<Figure, List<List<Double>>> off = new EnumMap<>(Figure.class);

    Monitoring(Run run, TrainedStore store) {
        this.run = run;
        this.store = store;
    }

    /** {@code perSecond} is the rate at which latency is measured. */
    void measure(byte[] body, double perSecond) throws IOException {
        byte[] batch = RequestBodies.batch(store.servingMetadata(), ROWS);
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                servers.add(start("on-" + i, ON));
                servers.add(start("off-" + i, OFF));
            }
            for (ServerProcess server : servers) {
                LoadClient.closedLoop(predict(server, body), CONNECTIONS, run.plan.warmUp());
                LoadClient.closedLoop(batch(server, batch), BATCH_CONNECTIONS, run.plan.warmUp());
            }
            run.rounds("what monitoring costs", run.plan.rounds(), round -> {
                for (int index : order(round, servers.size())) {
                    measure(servers.get(index), index % 2 == 0 ? on : off, body, batch, perSecond, round);
                }
            });
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private static List<Integer> order(int round, int count) {
        List<Integer> order = IntStream.range(0, count).boxed().toList();
        return round % 2 == 0 ? order : order.reversed();
    }

    private ServerProcess start(String name, Map<String, String> settings) throws IOException {
        Map<String, String> variables = new HashMap<>(ServerProcess.variables(store, 0, "60"));
        variables.put(
                "PREDICTION_STORE", run.folder.resolve("predictions-" + name).toString());
        variables.putAll(settings);
        return ServerProcess.start(variables, run.folder.resolve("server-monitoring-" + name + ".log"));
    }

    private void measure(
            ServerProcess server,
            Map<Figure, List<List<Double>>> into,
            byte[] body,
            byte[] batch,
            double perSecond,
            int round)
            throws IOException {
        Wrk wrk = new Wrk(run.folder);
        add(
                into,
                Figure.REQUESTS,
                round,
                wrk.run(server, new Route("/v1/predict", body), run.plan.wrk()).perSecond());
        add(
                into,
                Figure.BATCHES,
                round,
                ROWS
                        * LoadClient.closedLoop(batch(server, batch), BATCH_CONNECTIONS, run.plan.batch())
                                .perSecond());
        LoadClient.Result latency =
                LoadClient.openLoop(predict(server, body), CONNECTIONS, run.plan.latency(), perSecond);
        add(into, Figure.P99, round, latency.millisAt(99));
        add(into, Figure.P99_9, round, latency.millisAt(99.9));
    }

    private static Target predict(ServerProcess server, byte[] body) {
        return server.post("/v1/predict", body);
    }

    private static Target batch(ServerProcess server, byte[] batch) {
        return server.post("/v1/predict/batch", batch);
    }

    private static void add(Map<Figure, List<List<Double>>> into, Figure figure, int round, double value) {
        List<List<Double>> rounds = into.computeIfAbsent(figure, f -> new ArrayList<>());
        if (rounds.size() == round) {
            rounds.add(new ArrayList<>());
        }
        rounds.get(round).add(value);
    }

    /** The mean over the processes of a kind, per round. */
    private static Samples mean(Map<Figure, List<List<Double>>> of, Figure figure) {
        return samples(
                of,
                figure,
                round -> round.stream().mapToDouble(d -> d).average().orElse(Double.NaN));
    }

    private static Samples samples(
            Map<Figure, List<List<Double>>> of, Figure figure, ToDoubleFunction<List<Double>> value) {
        return new Samples(of.getOrDefault(figure, List.of()).stream()
                .map(value::applyAsDouble)
                .toList());
    }

    void report(Report report) {
        Samples first = samples(off, Figure.REQUESTS, List::getFirst);
        report.add(Line.of(
                "noise: requests/s, predict, two processes without monitoring",
                "",
                "each other",
                samples(off, Figure.REQUESTS, List::getLast).over(first)));
        rates(report, "requests/s, predict, with monitoring", Figure.REQUESTS, Goal.atLeast(0.95, 0.99));
        rates(report, "rows/s, batch of 1,000, with monitoring", Figure.BATCHES, Goal.atLeast(0.95, 0.99));
        latency(report, "p99", Figure.P99);
        latency(report, "p99.9", Figure.P99_9);
    }

    private void rates(Report report, String what, Figure figure, Goal goal) {
        Samples with = mean(on, figure);
        Samples without = mean(off, figure);
        report.add(Line.of(
                what,
                Line.number(with.median()) + "/s",
                "without, " + Line.number(without.median()) + "/s",
                with.over(without),
                goal));
    }

    private void latency(Report report, String percentile, Figure figure) {
        Samples with = mean(on, figure);
        Samples without = mean(off, figure);
        report.add(Line.of(
                percentile + " with four checks a second",
                Line.number(with.median()) + " ms",
                "without monitoring, " + Line.number(without.median()) + " ms",
                with.over(without)));
    }
}
