package dev.tryops.training;

import dev.tryops.model.EnvironmentName;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.PointerState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a run finds around it. A directory store that does not exist yet ({@code storeIsNew}) has no serving model; for
 * any other, not to answer is a failure.
 */
record Surroundings(
        ModelRegistry registry,
        boolean storeIsNew,
        Path workDirectory,
        Clock clock,
        RandomGenerator random,
        Optional<Recorded> verified) {

    /** What serves in {@code environment}. */
    PointerState serving(EnvironmentName environment) {
        return storeIsNew ? new PointerState.Absent() : registry.serving(environment);
    }
}
