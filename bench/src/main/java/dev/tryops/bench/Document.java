package dev.tryops.bench;

import java.io.IOException;
import java.util.stream.Collectors;

/** A run's table with what a reader must know to judge it. */
record Document(Run run, Machine machine, Report report) {

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

    String text() throws IOException {
        return String.join("\n", machine.facts()) + "\n" + standing() + "\n\n" + report.text() + "\n\n" + METHOD;
    }

    String markdown() throws IOException {
        return "# Performance\n\nWritten by `make bench BENCH_OUT=docs/performance.md`, on Linux with `wrk`.\n\n"
                + machine.facts().stream().map(fact -> "- " + fact).collect(Collectors.joining("\n"))
                + "\n- " + standing() + "\n\n" + report.markdown() + "\n\n## How to read it\n\n" + METHOD;
    }

    private String standing() {
        String took = "Took %d s.".formatted(run.elapsed().toSeconds());
        if (!run.plan.documented()) {
            return took + " A QUICK RUN: too short to be cited; it shows that everything works.";
        }
        return run.isOver()
                ? took
                        + " The time ran out: where fewer than %d rounds stand, there were fewer."
                                .formatted(run.plan.rounds())
                : took;
    }
}
