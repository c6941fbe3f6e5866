package dev.tryops.training.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tryops.model.ClassLabel;
import dev.tryops.model.ModelVersion;
import dev.tryops.predictions.Feedback;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.ModelQuality;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.predictions.WrittenLog;
import dev.tryops.predictions.WrittenLog.Row;
import dev.tryops.registry.ArtifactJson;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.ModelRegistry;
import dev.tryops.registry.ObjectStore;
import dev.tryops.registry.TestBundles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A store of predictions with what clients and services put into it, and a store of models beside it. */
final class Traffic {

    static final LocalDate DAY = LocalDate.parse("2026-11-20");
    static final ModelVersion VERSION = TestBundles.version(1);
    static final List<String> BINARY = List.of("0", "1");

    final ObjectStore store;
    final InMemoryObjectStore models = new InMemoryObjectStore();
    final Ticking clock = new Ticking();
    final Random random;
    private final WrittenLog log;

    Traffic(long seed) {
        this(seed, new InMemoryObjectStore());
    }

    Traffic(long seed, ObjectStore store) {
        this.store = store;
        this.random = new Random(seed);
        this.log = new WrittenLog(store, random);
        publish(VERSION);
    }

    /** A version of the classes 0 and 1. */
    void publish(ModelVersion version) {
        models.create("metadata/" + version + ".json", ArtifactJson.encode(TestBundles.metadata(version)));
    }

    /** A version of other classes, as JSON writes them. */
    void publish(ModelVersion version, String labels, String positive) {
        String binary = new String(ArtifactJson.encode(TestBundles.metadata(version)), UTF_8);
        models.create(
                "metadata/" + version + ".json",
                binary.replace("\"class_labels\" : [ 0, 1 ]", "\"class_labels\" : [ " + labels + " ]")
                        .replace("\"positive_label\" : 1", "\"positive_label\" : " + positive)
                        .getBytes(UTF_8));
    }

    UUID id(LocalDate day) {
        return log.id(day.atTime(12, 0).toInstant(ZoneOffset.UTC).plusMillis(random.nextInt(3_600_000)));
    }

    /** A row of two classes at the threshold 0.5. */
    Row row(LocalDate day, float positive) {
        return new Row(id(day), positive >= 0.5 ? 1 : 0, 1 - positive, positive);
    }

    List<Row> rows(LocalDate day, int count) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(day, random.nextInt(21) / 20f));
        }
        return rows;
    }

    String answered(ModelVersion version, List<Row> rows) {
        return log.write(version, BINARY, rows);
    }

    String answered(ModelVersion version, List<String> labels, List<Row> rows) {
        return log.write(version, labels, rows);
    }

    static Label label(UUID id, ClassLabel label) {
        return new Label(id, label);
    }

    static Label label(Row row, int label) {
        return new Label(row.id(), ClassLabel.ofNumber(Integer.toString(label)));
    }

    /** Labels that the service received just now. */
    String reported(LocalDate day, List<Label> labels) {
        return reported(day, clock.instant(), labels);
    }

    String reported(LocalDate day, Instant at, List<Label> labels) {
        Feedback feedback = new Feedback(at, labels);
        String key = feedback.key(day);
        store.read(key)
                .ifPresentOrElse(
                        before -> store.replace(key, before.tag(), feedback.encode()),
                        () -> store.create(key, feedback.encode()));
        return key;
    }

    JoinReport join(LocalDate... days) {
        return LabelJoin.of(store, new ModelRegistry(models, clock), List.of(days), clock);
    }

    Optional<ModelQuality> quality(ModelVersion version) {
        String key = PredictionLayout.quality(version);
        return store.read(key).map(stored -> {
            try {
                return ModelQuality.decode(stored.bytes(), key);
            } catch (CorruptArtifact e) {
                throw new AssertionError(e);
            }
        });
    }

    ModelQuality.Day day(ModelVersion version, LocalDate day) {
        return quality(version).orElseThrow().days().stream()
                .filter(each -> each.date().equals(day))
                .findFirst()
                .orElseThrow();
    }

    /** A millisecond later each time. */
    static final class Ticking extends Clock {

        private Instant now = Instant.parse("2026-11-21T00:00:00Z");

        @Override
        public synchronized Instant instant() {
            now = now.plus(Duration.ofMillis(1));
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
