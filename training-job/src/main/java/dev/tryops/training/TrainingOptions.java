package dev.tryops.training;

import dev.tryops.model.EnvironmentName;
import dev.tryops.training.data.Locations;
import dev.tryops.training.data.ReadOptions;
import dev.tryops.training.evaluate.ThresholdChoice;
import dev.tryops.training.fit.FitSettings;
import dev.tryops.training.gate.PromotionPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one run is asked to do.
 *
 * @param arguments of all this what the model depends on, as it was typed
 */
record TrainingOptions(
        Source source,
        ReadOptions reading,
        double testSize,
        long randomState,
        boolean autoPromote,
        EnvironmentName environment,
        Optional<Path> workDir,
        FitSettings fit,
        ThresholdChoice threshold,
        PromotionPolicy policy,
        List<String> arguments) {

    static final int LEAST_SYNTHETIC = 100;
    static final int MOST_SYNTHETIC = 10_000_000;

    TrainingOptions {
        arguments = List.copyOf(arguments);
        if (!(testSize > 0 && testSize < 1)) {
            throw new IllegalArgumentException(
                    "--test-size is the fraction of rows held out, between 0 and 1 such as 0.2, not " + testSize);
        }
        if (randomState < 0) {
            throw new IllegalArgumentException("--random-state is a whole number from 0, not " + randomState);
        }
    }

    /** Where the rows come from. */
    sealed interface Source {

        /** Files of the user's own. */
        record Files(Locations locations) implements Source {}

        /** Rows that are drawn, written as CSV and then read like any other. */
        record Synthetic(int rows) implements Source {

            public Synthetic {
                if (rows < LEAST_SYNTHETIC || rows > MOST_SYNTHETIC) {
                    throw new IllegalArgumentException("--synthetic draws %,d to %,d rows, not %,d"
                            .formatted(LEAST_SYNTHETIC, MOST_SYNTHETIC, rows));
                }
            }
        }
    }
}
