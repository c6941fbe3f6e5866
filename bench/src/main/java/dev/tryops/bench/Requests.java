package dev.tryops.bench;

import dev.tryops.bench.Wrk.Load;
import dev.tryops.bench.Wrk.Route;
import dev.tryops.bench.server.EchoController;
import dev.tryops.bench.server.HelloController;
import dev.tryops.bench.server.NaivePredictController;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** One row per request: how many a second, at what cost, and how long they take at half of that rate. */
final class Requests {

    /** Hello is there twice: what its two runs of a round differ by is the machine's noise. */
    enum Endpoint {
        HELLO("GET hello"),
        ECHO("POST echo"),
        NAIVE("naive predict"),
        PREDICT("predict"),
        HELLO_AGAIN("GET hello again");

        final String title;

        Endpoint(String title) {
            this.title = title;
        }
    }

    private static final List<Endpoint> DIFFERENT =
            List.of(Endpoint.HELLO, Endpoint.ECHO, Endpoint.NAIVE, Endpoint.PREDICT);
    private static final int CONNECTIONS = 16;

    private final Run run;
    private final ServerProcess server;
    private final Map<Endpoint, Route> routes;
    private final Map<Endpoint, List<Load>> loads = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, List<LoadClient.Result>> latencies = new EnumMap<>(Endpoint.class);

    Requests(Run run, ServerProcess server, byte[] body) {
        this.run = run;
        this.server = server;
        this.routes = Map.of(
                Endpoint.HELLO, Route.get(HelloController.PATH),
                Endpoint.HELLO_AGAIN, Route.get(HelloController.PATH),
                Endpoint.ECHO, new Route(EchoController.PATH, body),
                Endpoint.NAIVE, new Route(NaivePredictController.SINGLE, body),
                Endpoint.PREDICT, new Route("/v1/predict", body));
    }

    void warmUp() throws IOException {
        run.rounds("warming the routes up", 2, round -> {
            for (Endpoint endpoint : DIFFERENT) {
                Duration half = run.plan.warmUp().dividedBy(2);
                LoadClient.closedLoop(target(endpoint), CONNECTIONS, half);
            }
        });
    }

    void measure() throws IOException {
        Wrk wrk = new Wrk(run.folder);
        run.rounds("requests per second", run.plan.rounds(), round -> {
            for (Endpoint endpoint : order(round, List.of(Endpoint.values()))) {
                Load load = wrk.run(server, route(endpoint), run.plan.wrk());
                loads.computeIfAbsent(endpoint, e -> new ArrayList<>()).add(load);
            }
        });
        run.rounds("latency at half of that rate", run.plan.rounds(), round -> {
            for (Endpoint endpoint : order(round, DIFFERENT)) {
                LoadClient.Result result =
                        LoadClient.openLoop(target(endpoint), CONNECTIONS, run.plan.latency(), halfRate(endpoint));
                latencies.computeIfAbsent(endpoint, e -> new ArrayList<>()).add(result);
            }
        });
    }

    /** Every other round backwards: who follows whom must not matter. */
    private static List<Endpoint> order(int round, List<Endpoint> endpoints) {
        return round % 2 == 0 ? endpoints : endpoints.reversed();
    }

    double halfRate(Endpoint endpoint) {
        return rate(endpoint).median() / 2;
    }

    private Route route(Endpoint endpoint) {
        return Objects.requireNonNull(routes.get(endpoint));
    }

    LoadClient.Target target(Endpoint endpoint) {
        Route route = route(endpoint);
        return route.body().length == 0 ? server.get(route.path()) : server.post(route.path(), route.body());
    }

    /** How far two measurements of the same route lie apart, in requests per second. */
    Samples noise() {
        return rate(Endpoint.HELLO_AGAIN).over(rate(Endpoint.HELLO));
    }

    private Samples rate(Endpoint endpoint) {
        return of(endpoint, Load::perSecond);
    }

    private Samples of(Endpoint endpoint, ToDoubleFunction<Load> figure) {
        return new Samples(loads.getOrDefault(endpoint, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList());
    }

    private Samples cpu(Endpoint endpoint) {
        return of(endpoint, Load::cpuMicros);
    }

    private Samples latency(Endpoint endpoint, double percentile) {
        return new Samples(latencies.getOrDefault(endpoint, List.of()).stream()
                .map(result -> result.millisAt(percentile))
                .toList());
    }

    void report(Report report) {
        report.add(Line.of("noise: requests/s, GET hello twice", "", "itself", noise()));
        rates(report, Endpoint.PREDICT, Endpoint.ECHO, Goal.atLeast(1.05, 1.3));
        rates(report, Endpoint.PREDICT, Endpoint.NAIVE, Goal.atLeast(1.5, 2));
        Samples predict = cpu(Endpoint.PREDICT);
        report.add(Line.of(
                "server CPU/request, predict",
                micros(predict),
                "GET hello, " + micros(cpu(Endpoint.HELLO)),
                predict.over(cpu(Endpoint.HELLO)),
                Goal.atMost(1.5, 1.15)));
        for (Endpoint other : List.of(Endpoint.ECHO, Endpoint.NAIVE)) {
            report.add(Line.of(
                    "server CPU/request, " + other.title,
                    micros(cpu(other)),
                    "GET hello",
                    cpu(other).over(cpu(Endpoint.HELLO))));
        }
        for (double percentile : List.of(50.0, 99.0, 99.9)) {
            for (Endpoint other : List.of(Endpoint.ECHO, Endpoint.NAIVE, Endpoint.PREDICT)) {
                Samples of = latency(other, percentile);
                report.add(Line.of(
                        "p%s at half rate, %s"
                                .formatted(Double.toString(percentile).replace(".0", ""), other.title),
                        Line.number(of.median()) + " ms",
                        "GET hello, "
                                + Line.number(
                                        latency(Endpoint.HELLO, percentile).median()) + " ms",
                        of.over(latency(Endpoint.HELLO, percentile))));
            }
        }
    }

    private void rates(Report report, Endpoint of, Endpoint against, Goal goal) {
        report.add(Line.of(
                "requests/s, " + of.title,
                Line.number(rate(of).median()) + "/s",
                against.title + ", " + Line.number(rate(against).median()) + "/s",
                rate(of).over(rate(against)),
                goal));
    }

    private static String micros(Samples cpu) {
        return Line.number(cpu.median()) + " µs";
    }
}
