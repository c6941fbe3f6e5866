package dev.tryops.predictions;

import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.PredictionLayout.PredictionObject;
import dev.tryops.registry.ObjectStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was answered, as far as it has been written. One object at a time is in memory. Every method throws
 * {@link dev.tryops.registry.StoreUnavailable} if the store cannot be asked, and {@link DamagedLog} if an object in it is
 * none of ours; keys that are no predictions are passed over.
 */
public final class PredictionLog {

    private final ObjectStore store;

    private PredictionLog(ObjectStore store) {
        this.store = store;
    }

    public static PredictionLog in(ObjectStore store) {
        return new PredictionLog(store);
    }

    /** The prediction that was answered under {@code id}. Reads the objects whose times allow it to be in them. */
    public Optional<LoggedPrediction> find(UUID id) {
        Instant time = PredictionLayout.timeOf(id);
        return objects(PredictionLayout.predictions(PredictionLayout.dayOf(time)))
                .filter(object -> object.mayHold(time))
                .flatMap(object -> first(object, id).stream())
                .findFirst();
    }

    /** Hands over every prediction of a version on a day, object after object. */
    public void forEach(LocalDate day, ModelVersion version, Consumer<LoggedPrediction> consumer) {
        objects(PredictionLayout.predictions(day, version)).forEach(object -> readAll(object, consumer));
    }

    /** The same, but an object that is damaged is told of and left, and the next one is read. */
    public void forEach(
            LocalDate day, ModelVersion version, Consumer<LoggedPrediction> consumer, Consumer<DamagedLog> damaged) {
        objects(PredictionLayout.predictions(day, version)).forEach(object -> {
            try {
                readAll(object, consumer);
            } catch (DamagedLog e) {
                damaged.accept(e);
            }
        });
    }

    private void readAll(PredictionObject object, Consumer<LoggedPrediction> consumer) {
        read(object, null, rows -> {
            for (LoggedPrediction next = rows.next(); next != null; next = rows.next()) {
                consumer.accept(next);
            }
            return Optional.empty();
        });
    }

    /** The days of which there are predictions, oldest first. */
    public List<LocalDate> days() {
        return objects(PredictionLayout.PREDICTIONS)
                .map(PredictionObject::day)
                .distinct()
                .toList();
    }

    /** The versions that answered on a day, oldest first. */
    public List<ModelVersion> versions(LocalDate day) {
        return objects(PredictionLayout.predictions(day))
                .map(PredictionObject::version)
                .distinct()
                .toList();
    }

    private Stream<PredictionObject> objects(String prefix) {
        return store.allKeysUnder(prefix).flatMap(key -> PredictionObject.of(key).stream());
    }

    private Optional<LoggedPrediction> first(PredictionObject object, UUID id) {
        return read(object, id, rows -> Optional.ofNullable(rows.next()));
    }

    private <T> Optional<T> read(
            PredictionObject object, @Nullable UUID id, Function<PredictionRows, Optional<T>> reading) {
        String key = object.key();
        return store.read(key).flatMap(stored -> {
            try (PredictionRows rows = new PredictionRows(key, stored.bytes(), id)) {
                return reading.apply(rows);
            }
        });
    }
}
