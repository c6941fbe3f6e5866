package dev.tryops.api.feedback;

import dev.tryops.predictions.Feedback;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStore.Stored;
import dev.tryops.registry.ObjectStore.WriteOutcome;
import dev.tryops.registry.StoreUnavailable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Writes labels where they are kept for good, one object for each day of predictions. */
final class LabelStore {

    /** Who else renews the same labels has received them a moment ago, too: there is nothing to win but the next try. */
    private static final int TRIES = 3;

    private final ObjectStore store;
    private final Clock clock;

    LabelStore(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Returns when the labels of predictions of {@code day} are written. Throws {@link StoreUnavailable} if it is not known
     * that they are.
     */
    void keep(LocalDate day, List<Label> labels) {
        Feedback feedback = new Feedback(clock.instant(), labels);
        String key = feedback.key(day);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<Stored> before = attempt == 0 ? Optional.empty() : store.read(key);
            if (before.isPresent() && isAsNew(before.get(), key, feedback.receivedAt())) {
                return;
            }
            WriteOutcome outcome = before.isPresent()
                    ? store.replace(key, before.get().tag(), feedback.encode())
                    : store.create(key, feedback.encode());
            switch (outcome) {
                case WriteOutcome.Written written -> {
                    return;
                }
                case WriteOutcome.Refused refused -> {} // the same labels came before, or come at this moment
                case WriteOutcome.Unknown unknown ->
                    throw new StoreUnavailable("It is not known whether " + key + " was written", unknown.cause());
            }
        }
        throw new StoreUnavailable(key + " is being written by others all the time");
    }

    /** A damaged object is as good as none: it is written anew. */
    private static boolean isAsNew(Stored stored, String key, Instant receivedAt) {
        try {
            return !Feedback.decode(stored.bytes(), key).receivedAt().isBefore(receivedAt);
        } catch (CorruptArtifact e) {
            return false;
        }
    }
}
