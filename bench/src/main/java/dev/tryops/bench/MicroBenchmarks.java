package dev.tryops.bench;

import dev.tryops.api.predict.CodecBenchmark;
import dev.tryops.api.serving.InferenceBenchmark;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The parts of a prediction without HTTP, by JMH, each in a JVM of its own. */
final class MicroBenchmarks {

    private static final int WARM_UPS = 3;
    private static final List<Integer> ROWS = List.of(1, 1_000);

    private final Run run;
    private final TrainedStore store;
    private final Map<String, Samples> micros = new TreeMap<>();

    MicroBenchmarks(Run run, TrainedStore store) {
        this.run = run;
        this.store = store;
    }

    void measure() throws IOException {
        run.optionalRounds("codec and inference", 1, round -> {
            try {
                results().forEach(this::keep);
            } catch (RunnerException e) {
                throw new IOException("JMH failed: " + e.getMessage() + "; see " + log(), e);
            }
        });
    }

    private Collection<RunResult> results() throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(CodecBenchmark.class.getName())
                        .include(InferenceBenchmark.class.getName())
                        .forks(1)
                        .warmupIterations(run.plan.documented() ? WARM_UPS : 1)
                        .warmupTime(time(run.plan.microLength().multipliedBy(run.plan.documented() ? 2 : 5)))
                        .measurementIterations(run.plan.microIterations())
                        .measurementTime(time(run.plan.microLength()))
                        .jvmArgs(ServerProcess.FLAGS.toArray(String[]::new))
                        .jvmArgsAppend(store.asProperty())
                        .shouldFailOnError(true)
                        .output(log())
                        .build())
                .run();
    }

    private String log() {
        return run.folder.resolve("jmh.log").toString();
    }

    private static TimeValue time(Duration length) {
        return TimeValue.milliseconds(length.toMillis());
    }

    private void keep(RunResult result) {
        List<Double> scores = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(MicroBenchmarks::score)
                .toList();
        String name = result.getParams().getBenchmark();
        micros.put(
                name.substring(name.lastIndexOf('.') + 1) + result.getParams().getParam("rows"), new Samples(scores));
    }

    private static double score(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore();
    }

    void report(Report report) {
        if (micros.isEmpty()) {
            return;
        }
        for (int rows : ROWS) {
            line(
                    report,
                    "JMH: JSON in and out, %,d row(s)".formatted(rows),
                    "streamed" + rows,
                    "maps and records",
                    "mapped" + rows);
        }
        for (int rows : ROWS) {
            line(report, "JMH: inference, %,d row(s)".formatted(rows), "pinned" + rows, "arrays", "arrays" + rows);
        }
    }

    private void line(Report report, String what, String ours, String against, String naive) {
        Samples of = micros.getOrDefault(ours, new Samples(List.of()));
        Samples other = micros.getOrDefault(naive, new Samples(List.of()));
        report.add(Line.of(
                what,
                Line.number(of.median()) + " µs",
                against + ", " + Line.number(other.median()) + " µs",
                of.over(other)));
    }
}
