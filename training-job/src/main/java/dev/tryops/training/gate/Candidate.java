package dev.tryops.training.gate;

import dev.tryops.training.data.Dataset;
import dev.tryops.training.evaluate.Decisions;
import dev.tryops.training.fit.Parity;
import java.time.Duration;
import java.util.Optional;

/**
 * What a policy looks at.
 *
 * @param decisions on the rows of {@code holdOut}
 * @param trainingRows that it was fitted on
 * @param dataAge of the newest data, where it is known
 */
public record Candidate(
        Parity parity,
        Dataset holdOut,
        Decisions decisions,
        double rocAuc,
        long trainingRows,
        Optional<Duration> dataAge) {}
