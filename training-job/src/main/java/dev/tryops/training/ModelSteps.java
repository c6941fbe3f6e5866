package dev.tryops.training;

import static dev.tryops.training.InWords.kept;
import static dev.tryops.training.InWords.say;

import dev.tryops.model.Baseline;
import dev.tryops.model.Metrics;
import dev.tryops.training.data.Dataset;
import dev.tryops.training.data.Split;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.evaluate.Predictions;
import dev.tryops.training.evaluate.Scores;
import dev.tryops.training.evaluate.ThresholdChoice;
import dev.tryops.training.fit.BaselineBuilder;
import dev.tryops.training.fit.Fit;
import dev.tryops.training.fit.GoldenRows;
import dev.tryops.training.fit.LogisticModel;
import dev.tryops.training.fit.OnnxExport;
import dev.tryops.training.fit.Parity;
import dev.tryops.training.report.DataProfile;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** From training rows to a model that is known to work. Each step leaves its result, and answers its figures. */
final class ModelSteps {

    private final TrainingOptions options;
    private final Surroundings around;
    private final TrainingRun run;
    private final Checkpoints checkpoints;

    ModelSteps(TrainingOptions options, Surroundings around, TrainingRun run, Checkpoints checkpoints) {
        this.options = options;
        this.around = around;
        this.run = run;
        this.checkpoints = checkpoints;
    }

    String fit() {
        Optional<Instant> since = checkpoints.since(Fitted.class);
        if (since.isPresent()) {
            return kept(since.get());
        }
        Dataset training = run.take(Split.class).training();
        long start = System.nanoTime();
        Fit fit = Fit.of(training, options.fit(), options.randomState(), around.workDirectory());
        checkpoints.keep(run.leave(Fitted.class, new Fitted(fit, (System.nanoTime() - start) / 1e9)));
        return say("%,d rows x %,d features, %s", training.rows(), training.features(), fit.summary());
    }

    String evaluate() {
        Split split = run.take(Split.class);
        double threshold = options.threshold() instanceof ThresholdChoice.Fixed fixed
                ? fixed.threshold()
                : options.threshold().on(predictions(split.training()));
        Decisions decisions = new Decisions(predictions(split.holdOut()), threshold);
        Metrics metrics = Scores.of(decisions.predictions(), threshold);
        run.leave(Evaluated.class, new Evaluated(decisions, metrics));
        return say(
                "accuracy %.4f, ROC-AUC %.4f, log-loss %.4f", metrics.accuracy(), metrics.rocAuc(), metrics.logLoss());
    }

    private Predictions predictions(Dataset data) {
        return new Predictions(
                data.classes(),
                data.classLabels().size(),
                model().probabilities(data),
                data.classLabels().size() - 1);
    }

    String export() {
        byte[] onnx = run.leave(byte[].class, OnnxExport.toBytes(model()));
        return say("ONNX, opset %d, %,d bytes", OnnxExport.opset(), onnx.length);
    }

    String checkParity() {
        Parity parity = run.leave(
                Parity.class,
                Parity.of(model(), run.take(byte[].class), run.take(Split.class).holdOut()));
        return say("%s on %,d rows, %.0e allowed", parity.finding(), parity.rows(), Parity.TOLERANCE);
    }

    String describe() {
        Split split = run.take(Split.class);
        DataProfile.Column[] columns = new DataProfile.Column[split.training().features()];
        long rows = split.training().rows();
        run.leave(
                Baseline.class,
                BaselineBuilder.of(
                        model(),
                        split.training(),
                        (feature, ascending, statistics) -> columns[feature.position()] =
                                ProfilePart.column(feature, rows, ascending, statistics)));
        run.leave(Columns.class, new Columns(Arrays.asList(columns)));
        GoldenRows golden = run.leave(GoldenRows.class, GoldenRows.select(model(), split.holdOut()));
        String weakness = golden.indistinguishable() == 0
                ? ""
                : say(", blind to %,d swaps of columns", golden.indistinguishable());
        return say(
                "%,d features, %d golden rows%s",
                split.training().features(), golden.rows().size(), weakness);
    }

    private LogisticModel model() {
        return run.take(Fitted.class).fit().model();
    }
}
