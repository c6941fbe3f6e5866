package dev.tryops.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The lines of the table about training. */
final class TrainingLines {

    private static final int GOAL_ROWS = 5_000_000;
    private static final Goal SECONDS = Goal.atMost(1, 0.6);
    private static final Goal HEAP = Goal.atMost(256, 256);

    private final TrainingPlan plan;
    private final Results results;
    private final ScikitLearn reference;

    TrainingLines(TrainingPlan plan, Results results, ScikitLearn reference) {
        this.plan = plan;
        this.results = results;
        this.reference = reference;
    }

    /** A figure of a training, as a line tells it. */
    private record Figure(String name, String unit, ToDoubleFunction<Trained> of) {}

    private static final Figure WHOLE = new Figure("seconds", "s", Trained::seconds);
    private static final Figure SHARED =
            new Figure("seconds to read, split, fit and evaluate", "s", Trained::sharedSeconds);
    private static final Figure FIT = new Figure("seconds of the fit", "s", Trained::fitSeconds);
    private static final Figure PEAK = new Figure("peak RSS", "MiB", Trained::peakMebibytes);
    private static final Figure ANONYMOUS = new Figure("peak RSS, of it anonymous", "MiB", Trained::anonymousMebibytes);
    private static final Figure LOG_LOSS = new Figure("log-loss on the hold-out", "", Trained::logLoss);

    void report(Report report) {
        List<String> trainers = results.trainers().stream()
                .filter(trainer -> !trainer.equals(reference.name()))
                .toList();
        for (Figure figure : List.of(WHOLE, SHARED, FIT, PEAK, ANONYMOUS, LOG_LOSS)) {
            for (String trainer : trainers) {
                plan.sizes().stream()
                        .filter(size -> results.has(trainer, size.rows()))
                        .forEach(size -> report.add(against(figure, trainer, size.rows())));
            }
        }
        heap(report);
        for (Figure figure : List.of(WHOLE, PEAK)) {
            trainers.forEach(trainer -> growth(report, figure, trainer));
            growth(report, figure, reference.name());
        }
    }

    private Line against(Figure figure, String trainer, int rows) {
        Samples own = results.of(trainer, rows, figure.of);
        Samples other = results.of(reference.name(), rows, figure.of);
        String what = "%s, %,d rows, %s".formatted(figure.name, rows, trainer);
        String median = text(figure, own);
        String against = reference.isThere() ? reference.name() + ", " + text(figure, other) : reference.missing();
        boolean judged = figure == WHOLE
                && rows == GOAL_ROWS
                && trainer.equals(JobTrainer.newton().name());
        return judged
                ? Line.of(what, median, against, own.over(other), SECONDS)
                : Line.of(what, median, against, own.over(other));
    }

    /** That such a run came to its end is the result. */
    private void heap(Report report) {
        if (results.has(JobTrainer.newton().name(), GOAL_ROWS)) {
            report.add(new Line(List.of(
                    "heap that %,d rows were trained in, newton".formatted(GOAL_ROWS),
                    JobTrainer.BOUNDED_HEAP + " MiB",
                    "-Xmx, not a ratio",
                    "",
                    "",
                    HEAP.reachText() + " MiB",
                    "",
                    JobTrainer.BOUNDED_HEAP <= HEAP.reach() ? "reach" : "missed")));
        }
    }

    private void growth(Report report, Figure figure, String trainer) {
        for (int i = 1; i < plan.sizes().size(); i++) {
            int few = plan.sizes().get(i - 1).rows();
            int many = plan.sizes().get(i).rows();
            if (results.has(trainer, many)) {
                Samples before = results.of(trainer, few, figure.of);
                Samples after = results.of(trainer, many, figure.of);
                report.add(Line.of(
                        "growth of %s, %,d rows, %s".formatted(figure.name, many, trainer),
                        text(figure, after),
                        "%,d rows, %s".formatted(few, text(figure, before)),
                        after.over(before)));
            }
        }
    }

    private static String text(Figure figure, Samples samples) {
        return (Line.number(samples.median()) + " " + figure.unit).strip();
    }
}
