package dev.tryops.training.labels;

import dev.tryops.model.ClassLabel;
import dev.tryops.predictions.Feedback;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStore.Stored;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Gatherers;

/**
 * The labels of one day's predictions, of each the one received last; of several received at the same time, the one whose
 * key sorts last.
 */
final class DayLabels {

    private final Map<UUID, Known> known = new HashMap<>();
    /** The same label is one object, however often it was given. */
    private final Map<ClassLabel, ClassLabel> distinct = new HashMap<>();

    private int withARow;

    static DayLabels read(ObjectStore store, LocalDate day, Consumer<Damage> damaged) {
        DayLabels labels = new DayLabels();
        store.allKeysUnder(PredictionLayout.feedback(day))
                .gather(Gatherers.mapConcurrent(ModelRegistry.READS_AT_ONCE, key -> new Found(key, store.read(key))))
                .forEach(found -> labels.add(found, damaged));
        return labels;
    }

    /** An object, if it has not been removed since its key was listed. */
    private record Found(String key, Optional<Stored> object) {}

    private void add(Found found, Consumer<Damage> damaged) {
        try {
            if (found.object.isPresent()) {
                add(Feedback.decode(found.object.get().bytes(), found.key));
            }
        } catch (CorruptArtifact e) {
            damaged.accept(new Damage(found.key, String.valueOf(e.getMessage()).replace(found.key + ": ", "")));
        }
    }

    private void add(Feedback feedback) {
        for (Label label : feedback.labels()) {
            known.merge(
                    label.predictionId(),
                    new Known(distinct.computeIfAbsent(label.label(), first -> first), feedback.receivedAt()),
                    (before, now) -> now.receivedAt.isBefore(before.receivedAt) ? before : now);
        }
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    int size() {
        return known.size();
    }

    /** The label of a prediction that is in the log, the first time that it is asked for: a row may be there twice. */
    Optional<ClassLabel> take(UUID id) {
        Known found = known.get(id);
        if (found == null || found.taken) {
            return Optional.empty();
        }
        found.taken = true;
        withARow++;
        return Optional.of(found.label);
    }

    /** Labels that nobody has taken. */
    int withoutARow() {
        return known.size() - withARow;
    }

    private static final class Known {

        private final ClassLabel label;
        private final Instant receivedAt;
        private boolean taken;

        Known(ClassLabel label, Instant receivedAt) {
            this.label = label;
            this.receivedAt = receivedAt;
        }
    }
}
