package dev.tryops.training.labels;

import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.ModelQuality;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.ObjectStore.Stored;
import dev.tryops.registry.ObjectStore.WriteOutcome;
import dev.tryops.training.labels.JoinReport.Result;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Keeps what is known of a version's quality, by compare-and-swap: of several joins at once, none loses another's days. */
final class QualityFiles {

    /** Each try is lost only to somebody who succeeded. */
    private static final int TRIES = 100;

    /** A store that lost so many answers will lose the next one, too. */
    private static final int LOST_ANSWERS = 3;

    private final ObjectStore store;
    private final Clock clock;
    private final Consumer<Damage> damaged;

    /** @param damaged is told of a file that cannot be read; it is then written anew */
    QualityFiles(ObjectStore store, Clock clock, Consumer<Damage> damaged) {
        this.store = store;
        this.clock = clock;
        this.damaged = damaged;
    }

    /** Puts each judged day in the place of what was there, unless that was found out by one who read the labels later. */
    Result put(ModelVersion version, List<Judgement> judgements) {
        String key = PredictionLayout.quality(version);
        int unknown = 0;
        for (int attempt = 0; attempt < TRIES && unknown < LOST_ANSWERS; attempt++) {
            Optional<Stored> stored = store.read(key);
            List<Day> before = stored.map(found -> days(found, key)).orElseGet(List::of);
            List<Day> after = merged(before, judgements);
            if (after.equals(before)) {
                // Ours is there, if a write whose answer was lost has landed.
                return attempt == 0 ? Result.UNCHANGED : Result.CHANGED;
            }
            byte[] bytes = new ModelQuality(version, clock.instant(), after).encode();
            WriteOutcome outcome =
                    stored.isPresent() ? store.replace(key, stored.get().tag(), bytes) : store.create(key, bytes);
            switch (outcome) {
                case WriteOutcome.Written written -> {
                    return Result.CHANGED;
                }
                case WriteOutcome.Refused refused -> {} // decided anew on what the winner left
                case WriteOutcome.Unknown lost -> unknown++;
            }
        }
        return unknown == LOST_ANSWERS ? Result.UNKNOWN : Result.LOST_RACE;
    }

    private List<Day> days(Stored stored, String key) {
        try {
            return ModelQuality.decode(stored.bytes(), key).days();
        } catch (CorruptArtifact e) {
            damaged.accept(new Damage(key, String.valueOf(e.getMessage()).replace(key + ": ", "")));
            return List.of();
        }
    }

    private static List<Day> merged(List<Day> before, List<Judgement> judgements) {
        Map<LocalDate, Day> days = new TreeMap<>();
        before.forEach(day -> days.put(day.date(), day));
        for (Judgement judgement : judgements) {
            Day known = days.get(judgement.date());
            if (known != null && known.readAt().isAfter(judgement.readAt())) {
                continue;
            }
            if (judgement.day().isEmpty()) {
                days.remove(judgement.date());
            } else if (known == null || !judgement.day().get().agreesWith(known)) {
                days.put(judgement.date(), judgement.day().get());
            }
        }
        return List.copyOf(days.values());
    }
}
