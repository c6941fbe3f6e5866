package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import dev.tryops.training.fit.newton.DesignMatrix;
import dev.tryops.training.fit.newton.Information;
import dev.tryops.training.fit.newton.NewtonFit;
import dev.tryops.training.fit.newton.NewtonSettings;
import dev.tryops.training.fit.newton.NewtonTrainer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings tables to Newton's method, and its weights back. */
final class NewtonFitting {

    private static final int MOST_THREADS = 4;

    private NewtonFitting() {}

    static Fit of(Dataset training, FitSettings settings, long seed) {
        Encoding encoding = Encoding.of(training);
        double[] classWeights = settings.classWeights(training);
        RidgeSearch.Choice choice = settings.tune()
                ? new RidgeSearch(encoding, classWeights, seed).on(training)
                : new RidgeSearch.Choice(settings.l2().orElse(0), Map.of());
        NewtonFit fit = fit(encoding, training, choice.l2(), classWeights);
        Map<String, Object> made = Fit.settings(FitSettings.Engine.NEWTON, "newton");
        made.put("l2", choice.l2());
        made.put("iterations", fit.iterations());
        made.put("converged", fit.converged());
        if (!choice.logLosses().isEmpty()) {
            made.put("cross_validated_log_loss", choice.logLosses());
        }
        String summary = String.format(
                Locale.ROOT,
                "Newton, %d iterations, L2 %s%s",
                fit.iterations(),
                choice.l2(),
                settings.tune() ? " by cross-validation" : "");
        return new Fit(
                model(encoding, fit),
                fit.weightErrors(),
                made,
                summary,
                provenance(encoding, fit, choice.l2(), classWeights));
    }

    private static NewtonSettings settings(double l2, double[] classWeights) {
        return NewtonSettings.ridge(l2).weighing(classWeights);
    }

    private static String provenance(Encoding encoding, NewtonFit fit, double l2, double[] classWeights) {
        NewtonSettings settings = settings(l2, classWeights);
        return String.join(
                "\n",
                "NewtonTrainer(",
                "  minimizes = sum of log-losses + l2/2 * sum of squared weights",
                "  l2 = " + settings.l2(),
                "  class-weights = " + Arrays.toString(settings.classWeights()),
                "  most-iterations = " + settings.maxIterations(),
                "  tolerance = " + settings.tolerance() + " standard errors",
                "  iterations = " + fit.iterations(),
                "  converged = " + fit.converged(),
                "  penalized-loss = " + fit.penalizedLoss(),
                "  redundant-columns = "
                        + fit.redundantColumns().stream().map(encoding::name).toList(),
                ")");
    }

    static LogisticModel model(Encoding encoding, NewtonFit fit) {
        return new LogisticModel(encoding, fit.biases(), fit.weights());
    }

    static NewtonFit fit(Encoding encoding, Dataset training, double l2, double[] classWeights) {
        return new NewtonTrainer(settings(l2, classWeights), threads())
                .fit(new Rows(encoding, training), training.classLabels().size());
    }

    /** Standard errors of the weights of a model that came about otherwise; null where they would take too long. */
    static double @Nullable [][] errors(LogisticModel model, Dataset training, double[] classWeights, double l2) {
        return Information.weightErrors(
                        new Rows(model.encoding(), training),
                        classWeights,
                        model.biases(),
                        model.weights(),
                        l2,
                        threads())
                .orElse(null);
    }

    private static int threads() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS);
    }

    private static final class Rows implements DesignMatrix {
        private final Encoding encoding;
        private final Dataset data;
        private final Encoder encoder;

        Rows(Encoding encoding, Dataset data) {
            this.encoding = encoding;
            this.data = data;
            this.encoder = new Encoder(encoding, data);
        }

        @Override
        public int rows() {
            return data.rows();
        }

        @Override
        public int columns() {
            return encoding.columns();
        }

        @Override
        public void read(int row, double[] into) {
            encoder.encode(row, into);
        }

        @Override
        public int classOf(int row) {
            return data.classOf(row);
        }

        @Override
        public String name(int column) {
            return encoding.name(column);
        }
    }
}
