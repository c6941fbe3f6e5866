package dev.tryops.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The training job against scikit-learn on the same files: whole programs, one after the other, as one section. */
final class Training {

    static final String TITLE = "Training";

    private static final String METHOD = """
            Each figure is of a whole program, from the start of its process to its end, alone on the machine: the training
            job reads the CSV, splits, fits, evaluates, exports ONNX, checks parity, describes its data, publishes with the
            report, and promotes in a fresh directory; scikit-learn reads it with pandas, splits 80 to 20 by class, fits
            StandardScaler and LogisticRegression (lbfgs, no ridge, as the job has none), and computes accuracy, ROC-AUC and
            log-loss. Both use as many threads as their libraries choose. The rows are drawn by the job once, outside of the
            timing; a smaller file is the head of the largest. Rounds go through all sizes and programs, every other one
            backwards; a ratio is taken within a round and the table shows the median, with the lowest and the highest in
            Spread. To read, split, fit and evaluate is what both programs do, by their own clocks and without the start of
            Java or Python. Fit: the fit alone, by the model's metadata and by the script's clock. Peak RSS: VmHWM, which for the job
            includes the pages of the file that its rows lie in and that the kernel may take back; "of it anonymous" is what it
            may not. Log-loss: on hold-outs that each program draws itself, so that they differ by chance, the less the more
            rows there are.
            """;

    private final Run run;
    private final TrainingPlan plan;
    private final List<Trainer> trainers;
    private final Results results = new Results();

    private Training(Run run, TrainingPlan plan, List<Trainer> trainers) {
        this.run = run;
        this.plan = plan;
        this.trainers = List.copyOf(trainers);
    }

    static Section measure(Run run, TrainingPlan plan) throws IOException {
        CreditFiles files = CreditFiles.drawn(run.folder, plan.mostRows());
        ScikitLearn reference = ScikitLearn.installed(run.folder);
        List<Trainer> trainers = new ArrayList<>(JobTrainer.all());
        if (reference.isThere()) {
            trainers.add(reference);
        }
        Machine machine = Machine.before();
        Training training = new Training(run, plan, trainers);
        training.measure(files);
        Report report = new Report();
        new TrainingLines(plan, training.results, reference).report(report);
        String setting =
                "The job: bin/training-job of make dist, heap as stated. Against: %s".formatted(reference.about());
        return Section.of(TITLE, run, machine.facts(setting), report, METHOD);
    }

    private void measure(CreditFiles files) throws IOException {
        run.rounds("training", plan.rounds(), round -> {
            for (TrainingPlan.Size size : order(round, plan.sizes())) {
                if (round < size.rounds()) {
                    Path file = files.head(size.rows());
                    for (Trainer trainer : order(round, trainers)) {
                        if (size.rows() <= trainer.mostRows() && (round == 0 || !run.isOver())) {
                            train(trainer, size.rows(), file);
                        }
                    }
                }
            }
        });
        files.remove();
    }

    private void train(Trainer trainer, int rows, Path file) throws IOException {
        Path folder = run.folder.resolve("training");
        Folders.clear(folder);
        Files.createDirectories(folder);
        Trained trained = trainer.train(file, folder);
        results.add(trainer.name(), rows, trained);
        System.err.printf(
                "%4d s  %,d rows, %s: %s s, of it the fit %s s; peak RSS %s MiB%n",
                run.elapsed().toSeconds(),
                rows,
                trainer.name(),
                Line.number(trained.seconds()),
                Line.number(trained.fitSeconds()),
                Line.number(trained.peakMebibytes()));
    }

    /** Every other round backwards: who follows whom must not matter. */
    private static <T> List<T> order(int round, List<T> all) {
        return round % 2 == 0 ? all : all.reversed();
    }
}
