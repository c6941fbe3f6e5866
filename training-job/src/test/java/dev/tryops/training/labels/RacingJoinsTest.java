package dev.tryops.training.labels;

import static dev.tryops.training.labels.Traffic.DAY;
import static dev.tryops.training.labels.Traffic.VERSION;
import static dev.tryops.training.labels.Traffic.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.ExitCode;
import dev.tryops.predictions.ModelQuality.Day;
import dev.tryops.predictions.WrittenLog.Row;
import dev.tryops.registry.FileObjectStore;
import dev.tryops.registry.InMemoryObjectStore;
import dev.tryops.registry.ObjectStore;
import dev.tryops.training.labels.JoinReport.Result;
import dev.tryops.training.labels.JoinReport.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joins that write the quality of one version at the same time, or whose answers are lost. */
class RacingJoinsTest {

    private static final int DAYS = 6;

    @Test
    void noneLosesTheDaysOfAnother(@TempDir Path directory) throws Exception {
        for (ObjectStore store : List.of(new InMemoryObjectStore(), FileObjectStore.at(directory))) {
            Traffic traffic = new Traffic(1, store);
            List<LocalDate> days =
                    IntStream.range(0, DAYS).mapToObj(DAY::plusDays).toList();
            days.forEach(day -> labelled(traffic, day));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<JoinReport>> joins = new ArrayList<>();
                days.forEach(day -> joins.add(() -> traffic.join(day)));
                days.forEach(day -> joins.add(() -> traffic.join(day, DAY)));
                for (Future<JoinReport> join : threads.invokeAll(joins)) {
                    assertThat(join.get().exitCode()).isEqualTo(ExitCode.DONE);
                }
            }

            assertThat(traffic.quality(VERSION).orElseThrow().days().stream().map(Day::date))
                    .isEqualTo(days);
        }
    }

    @Test
    void whoReadTheLabelsEarlierDoesNotOverwriteWhoKnowsMore() {
        Traffic traffic = new Traffic(1);
        List<Row> rows = traffic.rows(DAY, 10);
        traffic.answered(VERSION, rows);
        traffic.reported(DAY, List.of(label(rows.get(0), 1)));
        Judgement early = traffic.join(DAY).judged().getFirst().judgement();
        traffic.reported(DAY, List.of(label(rows.get(1), 1)));
        traffic.join(DAY);

        Result result = new QualityFiles(traffic.store, traffic.clock, damage -> {}).put(VERSION, List.of(early));

        assertThat(result).isEqualTo(Result.UNCHANGED);
        assertThat(traffic.day(VERSION, DAY).labels()).isEqualTo(2);
    }

    @Test
    void findsOutWhetherAWriteHasLandedWhoseAnswerWasLost() {
        Traffic landed = new Traffic(1, new Deaf(true));
        labelled(landed, DAY);

        assertThat(landed.join(DAY).written()).containsExactly(new Written(VERSION, Result.CHANGED));
        assertThat(landed.day(VERSION, DAY).labels()).isEqualTo(10);
    }

    @Test
    void saysSoWhereItIsNotKnown() {
        Deaf store = new Deaf(false);
        Traffic lost = new Traffic(1, store);
        labelled(lost, DAY);

        JoinReport report = lost.join(DAY);

        assertThat(report.exitCode()).isEqualTo(ExitCode.OUTCOME_UNKNOWN);
        assertThat(store.asked).hasValueLessThan(10);
    }

    private static void labelled(Traffic traffic, LocalDate day) {
        List<Row> rows = traffic.rows(day, 10);
        traffic.answered(VERSION, rows);
        traffic.reported(
                day, rows.stream().map(row -> label(row, row.decided())).toList());
    }

    /** Loses every answer about the quality of a version. */
    private static final class Deaf extends InMemoryObjectStore {

        private final boolean lands;
        private final AtomicInteger asked = new AtomicInteger();

        Deaf(boolean lands) {
            this.lands = lands;
        }

        @Override
        public WriteOutcome create(String key, byte[] bytes) {
            if (!key.startsWith("quality/")) {
                return super.create(key, bytes);
            }
            asked.incrementAndGet();
            if (lands) {
                super.create(key, bytes);
            }
            return new WriteOutcome.Unknown(new IOException("reset"));
        }
    }
}
