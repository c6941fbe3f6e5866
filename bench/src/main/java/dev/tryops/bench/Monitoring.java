package dev.tryops.bench;

import dev.tryops.bench.LoadClient.Target;
import dev.tryops.bench.Wrk.Route;
import dev.tryops.bench.server.UnwatchedConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What monitoring costs: the same requests to a service that counts, checks and keeps what it predicts, and to one that
 * does not. There are two processes of each kind, because no two JVMs compile the same code alike.
 */
final class Monitoring {

    static final String TITLE = "Monitoring";

    private static final String METHOD = """
            Two processes of each kind, because no two JVMs compile the same code alike; ratios are of their means within a
            round, and the table shows the median over rounds. With checks, they count for drift, and check it every quarter
            of a second, which is 240 times as often as by default. With all of it, they also keep every prediction in a
            directory, in files of 5 MB. Requests/s: wrk, 64 connections, both processors busy, so that what other threads do
            for a request counts, too. Latency: open loop at a rate that leaves the processors idle half of the time.
            """;

    private static final int PROCESSES = 2;
    private static final int ROWS = 1_000;
    private static final int BATCH_CONNECTIONS = 2;
    private static final int CONNECTIONS = 16;
    /** Latency is measured at the highest rate divided by this: the client needs its share of the processors. */
    private static final int QUIET = 6;

    private enum Kind {
        OFF(Map.of("PREDICTION_LOG", "off"), "-D" + UnwatchedConfiguration.PROPERTY + "=true"),
        CHECKS(Map.of("PREDICTION_LOG", "off", "DRIFT_CHECK_INTERVAL", "0.25")),
        ALL(Map.of("DRIFT_CHECK_INTERVAL", "0.25", "PREDICTION_LOG_FLUSH_BYTES", "5000000"));

        final Map<String, String> settings;
        final String[] flags;

        Kind(Map<String, String> settings, String... flags) {
            this.settings = settings;
            this.flags = flags;
        }
    }

    private enum Figure {
        REQUESTS,
        BATCHES,
        P99,
        P99_9
    }

    private final Run run;
    private final TrainedStore store;
    private final Map<Kind, Map<Figure, List<List<Double>>>> measured = new EnumMap<>(Kind.class);

    Monitoring(Run run, TrainedStore store) {
        this.run = run;
        this.store = store;
    }

    private Map<Figure, List<List<Double>>> of(Kind kind) {
        return measured.computeIfAbsent(kind, k -> new EnumMap<>(Figure.class));
    }

    static Section measure(Run run) throws IOException {
        TrainedStore store = new TrainedStore(run.folder.resolve("store-monitoring"));
        Machine machine = Machine.before();
        run.rounds("training two models", 1, round -> {
            store.trainOnCredit(42);
            store.trainOnCredit(43);
        });
        Monitoring monitoring = new Monitoring(run, store);
        monitoring.measure(RequestBodies.single(store.servingMetadata()));
        Report report = new Report();
        monitoring.report(report);
        String flags = "Server flags: " + String.join(" ", ServerProcess.FLAGS);
        return Section.of(TITLE, run, machine.facts(flags), report, METHOD);
    }

    private void measure(byte[] body) throws IOException {
        byte[] batch = RequestBodies.batch(store.servingMetadata(), ROWS);
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                for (Kind kind : Kind.values()) {
                    servers.add(start(kind, i));
                }
            }
            for (ServerProcess server : servers) {
                LoadClient.closedLoop(predict(server, body), CONNECTIONS, run.plan.warmUp());
                LoadClient.closedLoop(batch(server, batch), BATCH_CONNECTIONS, run.plan.warmUp());
            }
            run.rounds("what monitoring costs", run.plan.rounds(), round -> {
                for (int index : order(round, servers.size())) {
                    Kind kind = Kind.values()[index % Kind.values().length];
                    measure(servers.get(index), of(kind), body, batch, round);
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

    private ServerProcess start(Kind kind, int number) throws IOException {
        String name = kind.name().toLowerCase(Locale.ROOT) + "-" + number;
        Map<String, String> variables = new HashMap<>(ServerProcess.variables(store, 0, "60"));
        variables.put(
                "PREDICTION_STORE", run.folder.resolve("predictions-" + name).toString());
        variables.putAll(kind.settings);
        return ServerProcess.start(variables, run.folder.resolve("server-monitoring-" + name + ".log"), kind.flags);
    }

    private void measure(
            ServerProcess server, Map<Figure, List<List<Double>>> into, byte[] body, byte[] batch, int round)
            throws IOException {
        double highest = new Wrk(run.folder)
                .run(server, new Route("/v1/predict", body), run.plan.wrk())
                .perSecond();
        add(into, Figure.REQUESTS, round, highest);
        add(
                into,
                Figure.BATCHES,
                round,
                ROWS
                        * LoadClient.closedLoop(batch(server, batch), BATCH_CONNECTIONS, run.plan.batch())
                                .perSecond());
        LoadClient.Result latency =
                LoadClient.openLoop(predict(server, body), CONNECTIONS, run.plan.latency(), highest / QUIET);
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
    private Samples mean(Kind kind, Figure figure) {
        return samples(
                kind,
                figure,
                round -> round.stream().mapToDouble(d -> d).average().orElse(Double.NaN));
    }

    private Samples samples(Kind kind, Figure figure, ToDoubleFunction<List<Double>> value) {
        return new Samples(of(kind).getOrDefault(figure, List.of()).stream()
                .map(value::applyAsDouble)
                .toList());
    }

    void report(Report report) {
        Samples first = samples(Kind.OFF, Figure.REQUESTS, List::getFirst);
        report.add(Line.of(
                "noise: requests/s, predict, two processes without monitoring",
                "",
                "each other",
                samples(Kind.OFF, Figure.REQUESTS, List::getLast).over(first)));
        requests(report, "requests/s, predict, with checks", Kind.CHECKS);
        requests(report, "requests/s, predict, with all of it", Kind.ALL);
        compare(report, "rows/s, batch of 1,000, with checks", Kind.CHECKS, Figure.BATCHES, "/s");
        compare(report, "rows/s, batch of 1,000, with all of it", Kind.ALL, Figure.BATCHES, "/s");
        compare(report, "p99, with four checks a second", Kind.CHECKS, Figure.P99, " ms");
        compare(report, "p99.9, with four checks a second", Kind.CHECKS, Figure.P99_9, " ms");
        compare(report, "p99, with all of it", Kind.ALL, Figure.P99, " ms");
        compare(report, "p99.9, with all of it", Kind.ALL, Figure.P99_9, " ms");
    }

    private void requests(Report report, String what, Kind kind) {
        Samples with = mean(kind, Figure.REQUESTS);
        Samples without = mean(Kind.OFF, Figure.REQUESTS);
        report.add(Line.of(
                what,
                Line.number(with.median()) + "/s",
                "without, " + Line.number(without.median()) + "/s",
                with.over(without),
                Goal.atLeast(0.95, 0.99)));
    }

    private void compare(Report report, String what, Kind kind, Figure figure, String unit) {
        Samples with = mean(kind, figure);
        Samples without = mean(Kind.OFF, figure);
        report.add(Line.of(
                what,
                Line.number(with.median()) + unit,
                "without, " + Line.number(without.median()) + unit,
                with.over(without)));
    }
}
