package dev.tryops.registry;

import dev.tryops.model.EnvironmentName;
import dev.tryops.model.ModelVersion;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The versions that pointers, their rollback paths and the newest history of every environment refer to. */
record References(Set<ModelVersion> versions, Optional<Objection> unknown) {

    References {
        versions = Set.copyOf(versions);
    }

    /**
     * Reads each pointer before its history: whatever leaves a pointer is in the history by then. {@code unknown} says
     * that a pointer cannot be read, so that nobody can say what it needs.
     */
    static References read(ModelRegistry registry, int keepHistory) {
        Set<ModelVersion> versions = new HashSet<>();
        for (EnvironmentName environment : registry.environments()) {
            PointerState state = registry.serving(environment);
            if (state instanceof PointerState.Corrupt corrupt) {
                return new References(
                        versions,
                        Optional.of(Objection.of(
                                Reason.POINTER_CORRUPT,
                                corrupt.detail() + "; 'tryops repair --environment " + environment + "' first")));
            }
            if (state instanceof PointerState.InForce inForce) {
                add(inForce.pointer(), versions);
            }
            for (HistoryEntry entry : registry.history(environment, keepHistory + 1)) {
                if (entry instanceof HistoryEntry.Recorded recorded) {
                    add(recorded.pointer(), versions);
                }
            }
        }
        return new References(versions, Optional.empty());
    }

    private static void add(ServingPointer pointer, Set<ModelVersion> versions) {
        versions.add(pointer.modelVersion());
        versions.addAll(pointer.rollbackPath());
    }
}
