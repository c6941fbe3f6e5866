package dev.tryops.api.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ClassLabel;
import dev.tryops.predictions.Feedback;
import dev.tryops.predictions.Feedback.Label;
import dev.tryops.predictions.PredictionLayout;
import dev.tryops.registry.CorruptArtifact;
import dev.tryops.registry.InMemoryObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever is sent, how often and in whatever order: the label sent last is the latest, and nothing is kept twice. */
class LabelStoreTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-20");

    private final InMemoryObjectStore store = new InMemoryObjectStore();
    private final Ticking clock = new Ticking();
    private final LabelStore labels = new LabelStore(store, clock);

    @RepeatedTest(50)
    void theLatestLabelOfEachPredictionIsTheOneSentLast(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<UUID> ids = IntStream.range(0, 5).mapToObj(i -> new UUID(i, i)).toList();
        Map<UUID, ClassLabel> expected = new HashMap<>();
        Set<Set<Label>> distinct = new HashSet<>();
        for (int request = 0; request < 40; request++) {
            List<Label> sent = new ArrayList<>();
            for (UUID id : ids) {
                if (random.nextBoolean()) {
                    sent.add(new Label(id, ClassLabel.ofNumber(Integer.toString(random.nextInt(2)))));
                }
            }
            Collections.shuffle(sent, random);
            distinct.add(Set.copyOf(sent));
            for (int again = random.nextInt(3); again >= 0; again--) {
                labels.keep(DAY, sent);
            }
            sent.forEach(label -> expected.put(label.predictionId(), label.label()));
        }

        assertThat(latest()).isEqualTo(expected);
        assertThat(store.allKeysUnder("")).hasSize(distinct.size());
    }

    @Test
    void anObjectThatIsDamagedIsWrittenAnew() throws CorruptArtifact {
        List<Label> sent = List.of(new Label(new UUID(1, 1), ClassLabel.ofText("yes")));
        String key = new Feedback(Instant.EPOCH, sent).key(DAY);
        store.create(key, new byte[] {1, 2, 3});

        labels.keep(DAY, sent);

        assertThat(latest()).containsEntry(new UUID(1, 1), ClassLabel.ofText("yes"));
    }

    @Test
    void manyAtOnceSayTheSameAndAllAreAnswered() throws Exception {
        List<Label> sent = List.of(new Label(new UUID(1, 1), ClassLabel.ofText("yes")));
        LabelStore real = new LabelStore(store, Clock.systemUTC());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> same = Collections.nCopies(3, () -> {
                real.keep(DAY, sent);
                return true;
            });
            assertThat(threads.invokeAll(same))
                    .allSatisfy(done -> assertThat(done.get()).isTrue());
        }

        assertThat(store.allKeysUnder("")).hasSize(1);
    }

    private Map<UUID, ClassLabel> latest() {
        List<Feedback> all = new ArrayList<>();
        store.allKeysUnder(PredictionLayout.feedback(DAY)).forEach(key -> {
            try {
                all.add(Feedback.decode(store.read(key).orElseThrow().bytes(), key));
            } catch (CorruptArtifact e) {
                throw new AssertionError(e);
            }
        });
        all.sort(java.util.Comparator.comparing(Feedback::receivedAt));
        Map<UUID, ClassLabel> latest = new HashMap<>();
        all.forEach(feedback -> feedback.labels().forEach(label -> latest.put(label.predictionId(), label.label())));
        return latest;
    }

    /** A millisecond later each time. */
    private static final class Ticking extends Clock {

        private Instant now = Instant.parse("2026-11-21T00:00:00Z");

        @Override
        public Instant instant() {
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
