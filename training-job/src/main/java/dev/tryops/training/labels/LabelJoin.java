package dev.tryops.training.labels;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.ModelMetadata;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.predictions.PredictionLog;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.training.labels.JoinReport.Judged;
import dev.tryops.training.labels.JoinReport.LabelledDay;
import dev.tryops.training.labels.JoinReport.Written;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Joins labels and predictions of whole days, always from scratch: to run it again changes nothing, and a late label changes
 * its day. One day's labels are in memory at a time, and the probabilities of those of one version's rows that have a label.
 */
public final class LabelJoin {

    private final ObjectStore store;
    private final PredictionLog log;
    private final ModelRegistry models;
    private final Clock clock;

    private final List<Judged> judged = new ArrayList<>();
    private final List<LabelledDay> days = new ArrayList<>();
    private final SequencedMap<String, Damage> damaged = new LinkedHashMap<>();
    private final SequencedMap<ModelVersion, String> notes = new LinkedHashMap<>();
    private final Map<ModelVersion, Optional<Classes>> known = new HashMap<>();

    private LabelJoin(ObjectStore predictions, ModelRegistry models, Clock clock) {
        this.store = predictions;
        this.log = PredictionLog.in(predictions);
        this.models = models;
        this.clock = clock;
    }

    /**
     * Judges the versions that answered on these days, and keeps what it found.
     *
     * @param models where the versions' classes are read
     */
    public static JoinReport of(ObjectStore predictions, ModelRegistry models, Iterable<LocalDate> days, Clock clock) {
        LabelJoin join = new LabelJoin(predictions, models, clock);
        days.forEach(join::join);
        List<Written> written = join.write();
        return new JoinReport(
                join.judged, join.days, written, List.copyOf(join.damaged.values()), List.copyOf(join.notes.values()));
    }

    private void join(LocalDate day) {
        Instant readAt = clock.instant();
        DayLabels labels = DayLabels.read(store, day, this::damaged);
        if (labels.isEmpty()) {
            return; // nothing is said of this day, and what was said before stays
        }
        for (ModelVersion version : log.versions(day)) {
            classesOf(version)
                    .map(classes -> judge(day, version, classes, labels, readAt))
                    .filter(judgement -> judgement.predictions() > 0)
                    .ifPresent(judgement -> judged.add(new Judged(version, judgement)));
        }
        days.add(new LabelledDay(day, labels.size(), labels.withoutARow()));
    }

    private Judgement judge(LocalDate day, ModelVersion version, Classes classes, DayLabels labels, Instant readAt) {
        Rows rows = new Rows(classes, labels);
        log.forEach(day, version, rows::take, damage -> damaged(new Damage(damage.key(), damage.fault())));
        if (rows.strange > 0) {
            damaged(new Damage(
                    PredictionLayout.predictions(day, version),
                    "has %d rows whose probabilities are none of the version's classes".formatted(rows.strange)));
        }
        return Judgement.of(day, rows.seen, rows.unknown, rows.labelled, classes.threshold(), readAt);
    }

    /** Goes through the rows of one version on one day. */
    private static final class Rows {

        private final Classes classes;
        private final DayLabels labels;
        private final LabelledRows labelled;
        private long seen;
        private long unknown;
        private long strange;

        Rows(Classes classes, DayLabels labels) {
            this.classes = classes;
            this.labels = labels;
            this.labelled = new LabelledRows(classes);
        }

        void take(LoggedPrediction row) {
            seen++;
            Optional<ClassLabel> label = labels.take(row.id());
            if (label.isEmpty()) {
                return;
            }
            int actual = classes.indexOf(label.get());
            if (actual < 0) {
                unknown++;
            } else if (!isDistribution(row.probabilities())) {
                strange++;
            } else {
                labelled.add(actual, row.probabilities());
            }
        }

        /** What whoever judges the rows takes for granted, and what no file's format promises. */
        private boolean isDistribution(float[] probabilities) {
            double sum = 0;
            for (float probability : probabilities) {
                sum += probability >= 0 && probability <= 1 ? probability : Double.NaN;
            }
            return probabilities.length == classes.labels().size() && Math.abs(sum - 1) < 1e-3;
        }
    }

    private Optional<Classes> classesOf(ModelVersion version) {
        return known.computeIfAbsent(version, this::readClasses);
    }

    /** A version that was pruned cannot be judged any more, which somebody decided; any other must be there. */
    private Optional<Classes> readClasses(ModelVersion version) {
        Optional<ModelMetadata> metadata = models.metadata(version);
        if (metadata.isEmpty() && models.retired(version).isPresent()) {
            notes.put(version, version + " was removed from the store of models: its labels are left aside");
        } else if (metadata.isEmpty()) {
            damaged(new Damage(
                    "metadata/" + version + ".json",
                    "is not in the store of models, or cannot be read: the version's labels are left aside"));
        }
        return metadata.map(Classes::of);
    }

    private void damaged(Damage damage) {
        damaged.putIfAbsent(damage.key(), damage);
    }

    private List<Written> write() {
        QualityFiles files = new QualityFiles(store, clock, this::damaged);
        Map<ModelVersion, List<Judgement>> byVersion = new TreeMap<>();
        judged.forEach(each -> byVersion
                .computeIfAbsent(each.version(), version -> new ArrayList<>())
                .add(each.judgement()));
        List<Written> written = new ArrayList<>();
        byVersion.forEach((version, judgements) -> written.add(new Written(version, files.put(version, judgements))));
        return written;
    }
}
