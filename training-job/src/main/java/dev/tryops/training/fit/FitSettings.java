package dev.tryops.training.fit;

import dev.tryops.training.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * How a model is to be fitted.
 *
 * @param l2 the strength of the ridge, {@code l2/2 · Σ weight²} against the sum of the rows' log-losses; empty if it is
 *     left to the engine, which then has none, or to {@code tune}
 * @param balanced whether every class weighs the same, however many rows it has
 * @param tune whether the strength is chosen by cross-validation
 */
public record FitSettings(Engine engine, OptionalDouble l2, boolean balanced, boolean tune) {

    /** Up to here a table of examples fits beside everything else into a gigabyte, and is fitted in seconds. */
    static final int MOST_IN_MEMORY = 200_000;

    public static final FitSettings DEFAULT = new FitSettings(Engine.AUTO, OptionalDouble.empty(), false, false);

    public FitSettings {
        if (l2.isPresent() && !(l2.getAsDouble() >= 0 && Double.isFinite(l2.getAsDouble()))) {
            throw new IllegalArgumentException("--l2 is a number from 0, such as 1, not " + l2.getAsDouble());
        }
        if (tune && l2.isPresent()) {
            throw new IllegalArgumentException("--tune chooses the --l2 itself: leave out one of the two");
        }
        if (engine == Engine.TRIBUO && (tune || l2.orElse(0) > 0)) {
            throw new IllegalArgumentException(
                    "--engine tribuo has no ridge: leave out --l2 and --tune, or choose --engine newton");
        }
        if (engine == Engine.SPARK && tune) {
            throw new IllegalArgumentException(
                    "--engine spark takes no --tune: choose the strength on a part of the rows"
                            + " with --engine newton --tune, and give it with --l2");
        }
    }

    /** What the fit runs on, by name. */
    public enum Engine {
        AUTO,
        /** Tribuo's stochastic gradient descent, with all rows in memory. */
        TRIBUO,
        /** Newton's method in passes over the rows. */
        NEWTON,
        /** MLlib's L-BFGS, on as many machines as there are. */
        SPARK;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The engine of that name; an {@link IllegalArgumentException} lists them. */
        public static Engine named(String label) {
            return Arrays.stream(values())
                    .filter(engine -> engine.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--engine is %s, not '%s'"
                            .formatted(
                                    List.of(values()).stream()
                                            .map(Engine::label)
                                            .collect(Collectors.joining(", ")),
                                    label)));
        }
    }

    /** What keeps this program from fitting so is an {@link IllegalArgumentException} with a sentence. */
    public void requireUsable() {
        if (engine == Engine.SPARK) {
            plugged().requireUsable();
        }
    }

    FitEngine plugged() {
        return FitEngine.find(engine)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--engine %s is not in this program, but in training-%1$s: docs/training.md says how it is started"
                                .formatted(engine.label())));
    }

    /** The engine that is taken for these rows. */
    Engine engineFor(Dataset training) {
        if (engine != Engine.AUTO) {
            return engine;
        }
        return training.rows() > MOST_IN_MEMORY || tune || l2.orElse(0) > 0 ? Engine.NEWTON : Engine.TRIBUO;
    }

    /** For each class the weight of its rows; with one for all, the whole weighs what it weighed before. */
    double[] classWeights(Dataset training) {
        int classes = training.classLabels().size();
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        if (balanced) {
            long[] counts = new long[classes];
            for (int row = 0; row < training.rows(); row++) {
                counts[training.classOf(row)]++;
            }
            for (int k = 0; k < classes; k++) {
                weights[k] = (double) training.rows() / (classes * Math.max(1, counts[k]));
            }
        }
        return weights;
    }
}
