package dev.tryops.training.fit;

import dev.tryops.training.data.BadData;
import dev.tryops.training.data.Dataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * A fitted model and how it came about.
 *
 * @param errors {@code [score][column]}, the standard errors of the weights: NaN of one that the data do not determine,
 *     null where they would take too long
 * @param summary in a few words, what the engine did
 * @param provenance the engine's own record of itself and its settings, in lines; may hold times; may be empty
 */
public record Fit(
        LogisticModel model,
        double @Nullable [][] errors,
        Map<String, Object> hyperparameters,
        String summary,
        String provenance) {

    /**
     * Fits by the settings; the same rows, settings and seed give the same model, bit for bit.
     *
     * @param directory where files may lie as long as the fit takes
     */
    public static Fit of(Dataset training, FitSettings settings, long seed, Path directory) {
        Fit fit = switch (settings.engineFor(training)) {
            case NEWTON -> NewtonFitting.of(training, settings, seed);
            case SPARK -> plugged(training, settings, directory);
            case TRIBUO, AUTO -> new LogisticTrainer(seed).fit(training, settings.classWeights(training));
        };
        requireFinite(fit.model());
        fit.hyperparameters().put("class_weight", settings.balanced() ? "balanced" : "none");
        return fit;
    }

    private static Fit plugged(Dataset training, FitSettings settings, Path directory) {
        FitEngine engine = settings.plugged();
        Encoding encoding = Encoding.of(training);
        double l2 = settings.l2().orElse(0);
        double[] classWeights = settings.classWeights(training);
        FitEngine.Weights found = engine.fit(new FitEngine.Task(training, encoding, l2, classWeights, directory));
        LogisticModel model = new LogisticModel(encoding, found.biases(), found.weights());
        requireFinite(model);
        Map<String, Object> made = settings(engine.engine(), found.optimizer());
        made.put("l2", l2);
        made.putAll(found.made());
        return new Fit(model, NewtonFitting.errors(model, training, classWeights, l2), made, found.summary(), "");
    }

    private static void requireFinite(LogisticModel model) {
        DoubleStream weights = Arrays.stream(model.weights()).flatMapToDouble(Arrays::stream);
        if (!DoubleStream.concat(Arrays.stream(model.biases()), weights).allMatch(Double::isFinite)) {
            throw new BadData("The training did not converge: the data holds values too extreme for their column."
                    + " Look for outliers, or rescale the column.");
        }
    }

    /** Settings that all engines have in common come first. */
    static Map<String, Object> settings(FitSettings.Engine engine, String optimizer) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("engine", engine.label());
        settings.put("optimizer", optimizer);
        settings.put("standardize", true);
        return settings;
    }
}
