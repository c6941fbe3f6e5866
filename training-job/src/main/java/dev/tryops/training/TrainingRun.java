package dev.tryops.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the steps of one run hand over: each leaves its result, and a later one asks for it by type. Where a run goes on for
 * one that died, {@link Checkpoints} lay its results here first.
 */
final class TrainingRun {

    private final Map<Class<?>, Object> results = new HashMap<>();

    <T> T leave(Class<T> type, T result) {
        results.put(type, result);
        return result;
    }

    /** What an earlier step left. */
    <T> T take(Class<T> type) {
        return find(type)
                .orElseThrow(() -> new IllegalStateException("No step has left a " + type.getSimpleName() + " yet"));
    }

    /** The same, if the run has got so far. */
    <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(results.get(type)).map(type::cast);
    }
}
