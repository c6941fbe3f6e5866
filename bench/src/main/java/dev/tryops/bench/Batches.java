package dev.tryops.bench;

import dev.tryops.bench.LoadClient.Target;
import dev.tryops.bench.server.NaivePredictController;
import dev.tryops.model.ModelMetadata;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows per second of batches, and how they grow with rows and features. */
final class Batches {

    static final List<Integer> ROWS = List.of(1, 10, 100, 1_000);
    private static final int CONNECTIONS = 2;

    private final Run run;
    private final Map<Shape, List<Double>> rates = new LinkedHashMap<>();
    private final Map<Shape, Target> targets = new LinkedHashMap<>();

    private record Shape(boolean naive, int features, int rows) {}

    Batches(Run run) {
        this.run = run;
    }

    void add(ServerProcess server, ModelMetadata metadata) {
        int features = metadata.schema().featureNames().size();
        for (int rows : ROWS) {
            byte[] body = RequestBodies.batch(metadata, rows);
            targets.put(new Shape(false, features, rows), server.post("/v1/predict/batch", body));
            targets.put(new Shape(true, features, rows), server.post(NaivePredictController.BATCH, body));
        }
    }

    void warmUp() throws IOException {
        Duration each = run.plan.warmUp().dividedBy(5);
        run.rounds("warming batches up", 1, round -> {
            for (Target target : targets.values()) {
                LoadClient.closedLoop(target, CONNECTIONS, each);
            }
        });
    }

    void measure() throws IOException {
        run.rounds("rows per second of batches", run.plan.rounds(), round -> {
            for (Map.Entry<Shape, Target> entry : targets.entrySet()) {
                Shape shape = entry.getKey();
                double requests = LoadClient.closedLoop(entry.getValue(), CONNECTIONS, run.plan.batch())
                        .perSecond();
                rates.computeIfAbsent(shape, s -> new ArrayList<>()).add(requests * shape.rows);
            }
        });
    }

    private Samples rate(Shape shape) {
        return new Samples(rates.getOrDefault(shape, List.of()));
    }

    void report(Report report) {
        List<Integer> widths =
                targets.keySet().stream().map(Shape::features).distinct().toList();
        for (int features : widths) {
            for (int rows : ROWS) {
                Samples ours = rate(new Shape(false, features, rows));
                Samples naive = rate(new Shape(true, features, rows));
                String what = "rows/s, batch of %,d, %d features".formatted(rows, features);
                String median = Line.number(ours.median()) + "/s";
                String against = "naive, " + Line.number(naive.median()) + "/s";
                boolean demanded = rows == 1_000 && features == widths.getFirst();
                report.add(
                        demanded
                                ? Line.of(what, median, against, ours.over(naive), Goal.atLeast(2, 3.3))
                                : Line.of(what, median, against, ours.over(naive)));
            }
        }
        int least = widths.getFirst();
        for (int rows : ROWS.subList(1, ROWS.size())) {
            grown(
                    report,
                    "batch of %,d".formatted(rows),
                    new Shape(false, least, rows),
                    "batch of 1",
                    new Shape(false, least, 1));
        }
        for (int features : widths.subList(1, widths.size())) {
            grown(
                    report,
                    features + " features",
                    new Shape(false, features, 1_000),
                    least + " features",
                    new Shape(false, least, 1_000));
        }
    }

    private void grown(Report report, String what, Shape of, String against, Shape before) {
        Samples rate = rate(of);
        report.add(Line.of(
                "growth of rows/s, " + what, Line.number(rate.median()) + "/s", against, rate.over(rate(before))));
    }
}
